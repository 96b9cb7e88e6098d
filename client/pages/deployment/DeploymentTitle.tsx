import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Deployment } from '#contract/deployment.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Icon } from '../../components/Icon.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { releaseName, shortRelease } from '../../components/release-name.ts'
import { type Severity, Shape } from '../../components/Shape.tsx'
import { Duration, Elapsed, Time } from '../../components/Time.tsx'
import { type ApiError, call } from '../../data/api.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './DeploymentPage.module.css'
import { canCancel, phaseOf } from './stage-line.ts'

const shapes: Record<Deployment['status'], Severity> = {
  queued: 'none',
  running: 'run',
  succeeded: 'ok',
  failed: 'bad',
  superseded: 'none',
  cancelled: 'none',
}

const phaseKey = (deployment: Deployment): string => {
  const phase = phaseOf(deployment)
  return `deployment:phase${phase.charAt(0).toUpperCase()}${phase.slice(1)}`
}

interface DeploymentTitleProps {
  deployment: Deployment
  /** Its release takes the traffic now, so that a way back is worth offering. */
  isLive: boolean
  onRollback: () => void
}

export const DeploymentTitle = ({ deployment, isLive, onRollback }: DeploymentTitleProps) => {
  const { t } = useWords()
  const queries = useQueryClient()
  const release = releaseName(deployment)
  const { service, environment, number, previous, finishedAt } = deployment
  const cancel = useMutation<Deployment, ApiError>({
    mutationFn: () => call('cancelDeployment', { params: { id: deployment.id } }),
    onSuccess: (changed) => queries.setQueryData(['deployment', { params: { id: changed.id } }], changed),
  })
  const params = { service, environment, number: String(number) }
  return (
    <>
      <PageTitle
        title={t('deployment:title', { release })}
        facts={
          <>
            <span>{t(`deployment:by_${deployment.kind}`, { who: deployment.requestedBy })}</span>
            <span>
              {t('deployment:sum', {
                branches: t('branches', { count: deployment.branches.length }),
                commits: t('commits', { count: deployment.commits }),
              })}
            </span>
            <span>
              {t('deployment:started')} <Time at={deployment.requestedAt} precision="second" />
            </span>
            <b className={text.medium}>
              {finishedAt === null ? <Elapsed since={deployment.requestedAt} /> : <Duration ms={finishedAt - deployment.requestedAt} />}
            </b>
            <Link className={text.link} to="/releases/$service/$environment/$number" params={params}>
              {t('deployment:contents')}
            </Link>
          </>
        }
        actions={
          <>
            {finishedAt === null && (
              <Button
                disabled={!canCancel(deployment) || cancel.isPending}
                title={canCancel(deployment) ? undefined : t('deployment:cancelLate')}
                onClick={() => cancel.mutate()}
              >
                {t('deployment:cancel')}
              </Button>
            )}
            {(deployment.status === 'failed' || deployment.status === 'cancelled') && deployment.kind === 'release' && (
              <LinkButton to="/services/$service/deploy/$environment" params={{ service, environment }}>
                {t('deployment:deployAgain')}
              </LinkButton>
            )}
            {isLive && previous !== null && (
              <Button kind="dangerWeak" onClick={onRollback}>
                <Icon of={IconArrowBackUp} />
                {t('deployment:rollBackTo', { release: shortRelease({ environment, number: previous }) })}
              </Button>
            )}
          </>
        }
      >
        <span className={css.heading}>
          <Shape kind={shapes[deployment.status]} size={11} />
          <span className={text.mono}>{release}</span>
          <span className={css.phase}>{t(phaseKey(deployment) as 'deployment:phaseQueued')}</span>
        </span>
      </PageTitle>
      {deployment.reason !== null && <p className={text.soft}>{t('deployment:reason', { reason: deployment.reason })}</p>}
      {cancel.error !== null && <Failure error={cancel.error} />}
    </>
  )
}
