import { LinkButton } from '../../components/Button.tsx'
import { ReleaseChip } from '../../components/ReleaseChip.tsx'
import { releaseName } from '../../components/release-name.ts'
import { Section } from '../../components/Section.tsx'
import { type Severity, Shape } from '../../components/Shape.tsx'
import { Ago } from '../../components/Time.tsx'
import { useCall } from '../../data/use-call.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ServicePage.module.css'

const shapes: Record<string, Severity> = { healthy: 'ok', suspicious: 'warn', bad: 'bad', unknown: 'none', none: 'none' }

/** What runs in each environment, with the way to deploy there. */
export const Places = ({ service }: { service: string }) => {
  const { t, language } = useWords()
  const { items } = useEnvironments()
  const board = useCall('board', {})
  return (
    <Section title={t('service:environments')}>
      <ul className={css.places}>
        {items.map((environment) => {
          const cell = board.data?.items.find((known) => known.service === service && known.environment === environment.name)
          const live = cell?.live ?? null
          const label = environment.label[language]
          return (
            <li key={environment.name}>
              <b className={text.medium}>{label}</b>
              <span className={css.facts}>
                {cell === undefined || live === null ? (
                  <span className={text.muted}>{board.isSuccess ? t('service:nothing') : ''}</span>
                ) : (
                  <>
                    <Shape kind={shapes[cell.health] ?? 'none'} />
                    <ReleaseChip short release={releaseName({ service, environment: environment.name, number: live.number })} />
                    <span className={text.muted}>
                      {t(`board:${cell.health}`)} · {t('branches', { count: live.branches })} · {live.by} · <Ago at={live.since} />
                    </span>
                  </>
                )}
              </span>
              <LinkButton to="/services/$service/deploy/$environment" params={{ service, environment: environment.name }}>
                {t('service:deployTo', { environment: label })}
              </LinkButton>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
