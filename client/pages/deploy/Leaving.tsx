import type { Integration } from '#contract/workspace.ts'
import { Section } from '../../components/Section.tsx'
import { Ago } from '../../components/Time.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './Leaving.module.css'

interface LeavingProps {
  preview: Integration | undefined
  environment: string
  isStale: boolean
}

/** Other people's work that this deployment would take away, told before the click. */
export const Leaving = ({ preview, environment, isStale }: LeavingProps) => {
  const { t } = useWords()
  return (
    <Section title={t('deploy:leaves', { environment })}>
      {preview?.leaves.length === 0 && <p className={`${text.muted} ${css.none}`}>{t('deploy:leavesNone')}</p>}
      <ul className={isStale ? css.stale : undefined}>
        {preview?.leaves.map((leaving) => (
          <li key={leaving.name} className={css.item}>
            <span className={`${text.mono} ${text.medium}`}>{leaving.name}</span>
            <br />
            <span className={text.soft}>
              {t('deploy:leavesWho', { author: leaving.author, by: leaving.deployedBy })} <Ago at={leaving.deployedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
