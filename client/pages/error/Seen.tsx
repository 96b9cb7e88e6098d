import { Link } from '@tanstack/react-router'
import type { ErrorDetail } from '#contract/triage.ts'
import { Section } from '../../components/Section.tsx'
import { Shape } from '../../components/Shape.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ErrorPage.module.css'

/** Every environment with its requests, since no error in no request says nothing. */
export const Seen = ({ seen, current }: { seen: ErrorDetail['seen']; current: string | undefined }) => {
  const { t } = useWords()
  const format = useFormat()
  const { labelOf } = useEnvironments()
  return (
    <Section title={t('error:where')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('error:environment')}</th>
            <th scope="col" className={css.num}>
              {t('error:errors')}
            </th>
            <th scope="col" className={css.num}>
              {t('error:requests')}
            </th>
            <th scope="col">{t('error:under')}</th>
          </tr>
        </thead>
        <tbody>
          {seen.map(({ environment, errors, requests, numbers }) => (
            <tr key={environment}>
              <td>
                <Link
                  to="."
                  search={(before) => ({ ...before, env: environment, event: undefined })}
                  resetScroll={false}
                  className={css.place}
                >
                  <Shape kind={errors > 0 ? 'bad' : 'none'} />
                  <span className={environment === current ? text.strong : text.medium}>{labelOf(environment)}</span>
                  {environment === current && <span className={text.hidden}>{t('error:here')}</span>}
                </Link>
              </td>
              <td className={`${css.num} ${errors === 0 ? text.muted : text.strong}`}>{format.number(errors)}</td>
              <td className={`${css.num} ${text.soft}`}>{format.number(requests)}</td>
              <td className={`${text.mono} ${text.soft}`}>{numbers.length === 0 ? '–' : numbers.map((each) => `#${each}`).join(' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
