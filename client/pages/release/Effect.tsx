import { Link } from '@tanstack/react-router'
import type { Release } from '#contract/deployment.ts'
import type { RouteAnswer } from '#contract/routes.ts'
import { Section } from '../../components/Section.tsx'
import { Shape } from '../../components/Shape.tsx'
import { Ago } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { perMinute, share } from './effect-rates.ts'
import css from './ReleasePage.module.css'

interface EffectProps {
  release: Release
  effect: RouteAnswer<'release'>['effect']
}

/** Errors and requests before and since, in the same units, and what was first seen under it. */
export const Effect = ({ release, effect }: EffectProps) => {
  const { t } = useWords()
  const format = useFormat()
  if (release.live.length === 0) {
    return (
      <Section title={t('release:effect')}>
        <p className={css.say}>{t('release:effectNone')}</p>
      </Section>
    )
  }
  const columns = [
    { name: t('release:before'), ...effect.before },
    { name: t(release.standby === 'live' ? 'release:since' : 'release:during'), ...effect.since },
  ]
  const percent = (value: number | null): string => (value === null ? t('release:noTraffic') : `${format.number(value * 100, 1)} %`)
  const rate = (count: number, minutes: number): string => t('release:perMinute', { count: format.number(perMinute(count, minutes), 1) })
  return (
    <Section title={t('release:effect')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col" />
            {columns.map((column) => (
              <th key={column.name} scope="col" className={css.num}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('release:errors')}</th>
            {columns.map(({ name, errors, minutes }) => (
              <td key={name} className={css.num}>
                {errors > 0 && <Shape kind="bad" />} {format.number(errors)}{' '}
                <span className={`${text.muted} ${css.rate}`}>{rate(errors, minutes)}</span>
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('release:requests')}</th>
            {columns.map(({ name, requests, minutes }) => (
              <td key={name} className={css.num}>
                {format.number(requests)} <span className={`${text.muted} ${css.rate}`}>{rate(requests, minutes)}</span>
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('release:share')}</th>
            {columns.map(({ name, requests, errors }) => (
              <td key={name} className={css.num}>
                {percent(share(errors, requests))}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('release:window')}</th>
            {columns.map(({ name, minutes }) => (
              <td key={name} className={`${css.num} ${text.muted}`}>
                {format.duration(minutes * 60_000)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <h3 className={css.newHead}>{t('release:newErrors')}</h3>
      {effect.newErrors.length === 0 ? (
        <p className={css.say}>{t(effect.since.requests === 0 ? 'release:newErrorsFew' : 'release:newErrorsNone')}</p>
      ) : (
        <ul className={css.errors}>
          {effect.newErrors.map((group) => (
            <li key={group.id}>
              <span>
                <Link to="/e/$id" params={{ id: group.id }} search={{ env: release.environment }} className={text.medium}>
                  <Shape kind="bad" /> {group.type}
                </Link>{' '}
                <span className={`${text.mono} ${text.soft}`}>{group.place}</span>
                <br />
                <span className={text.soft}>{group.message}</span>
              </span>
              <span className={`${text.num} ${text.muted}`}>
                {t('times', { count: group.count })}
                <br />
                <Ago at={group.lastSeen} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
