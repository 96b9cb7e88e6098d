import type { Deployment } from '#contract/deployment.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { releaseName } from '../../components/release-name.ts'
import { Section } from '../../components/Section.tsx'
import { Shape } from '../../components/Shape.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useCall } from '../../data/use-call.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './Rail.module.css'

/** What the gateway saw, not what the pipeline hopes. */
export const Observed = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useWords()
  const format = useFormat()
  const { items } = useEnvironments()
  const settings = useCall('settings', {}, { staleMs: 60_000 })
  const release = releaseName(deployment)
  const domain = items.find((environment) => environment.name === deployment.environment)?.domain
  const host =
    domain === undefined ? null : `${deployment.service}.${domain}${settings.data === undefined ? '' : `:${settings.data.gatewayPort}`}`
  const { switchedAt, firstAnswerAt, lostRequests } = deployment
  return (
    <Section title={t('deployment:observed')}>
      <p className={css.say}>
        {firstAnswerAt !== null ? (
          <>
            <Shape kind="ok" /> <b className={text.strong}>{t('deployment:answers', { release })}</b>{' '}
            {host !== null && (
              <>
                {t('deployment:answersSay')} <span className={`${text.mono} ${css.host}`}>{host}</span>{' '}
                <CopyButton value={`http://${host}/`} />
              </>
            )}
          </>
        ) : (
          <>
            <Shape kind={deployment.finishedAt === null ? 'run' : 'none'} />{' '}
            <span>
              {switchedAt !== null
                ? t('deployment:noAnswer', { release })
                : t(deployment.finishedAt === null ? 'deployment:notSwitched' : 'deployment:neverSwitched', { release })}
            </span>
          </>
        )}
      </p>
      {switchedAt !== null && (
        <dl className={css.facts}>
          <dt>{t('deployment:switchedAt')}</dt>
          <dd title={format.full(switchedAt)}>{format.clock(switchedAt, 'ms')}</dd>
          <dt>{t('deployment:firstAnswer')}</dt>
          <dd>{firstAnswerAt === null ? '–' : format.clock(firstAnswerAt, 'ms')}</dd>
          {firstAnswerAt !== null && (
            <>
              <dt>{t('deployment:toAnswer')}</dt>
              <dd>{format.duration(firstAnswerAt - deployment.requestedAt)}</dd>
            </>
          )}
          <dt>{t('deployment:lost')}</dt>
          <dd>{lostRequests === null ? '–' : format.number(lostRequests)}</dd>
        </dl>
      )}
    </Section>
  )
}
