import type { Deployment } from '#contract/deployment.ts'
import { Button, LinkButton } from '../components/Button.tsx'
import { Failure } from '../components/Failure.tsx'
import { Loading } from '../components/Loading.tsx'
import { ReleaseChip } from '../components/ReleaseChip.tsx'
import { releaseName } from '../components/release-name.ts'
import { type Severity, Shape } from '../components/Shape.tsx'
import { Elapsed } from '../components/Time.tsx'
import { useFormat } from '../components/use-format.ts'
import { useCall } from '../data/use-call.ts'
import { useFact, useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import css from './RollbackDialog.module.css'

const everyMs = 500

/** A switch of traffic as it goes, told to a screen reader too; then what it did, and the way to its page. */
export const SwitchProgress = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useWords()
  const call = useCall('deployment', { params: { id } }, { every: everyMs })
  const deployment = call.data
  if (deployment === undefined)
    return call.error === null ? <Loading /> : <Failure error={call.error} onRetry={() => void call.refetch()} />
  const isOver = deployment.finishedAt !== null || deployment.switchedAt !== null
  return (
    <div className={css.progress}>
      <p>
        <ReleaseChip release={releaseName(deployment)} />
      </p>
      <div role="status">{isOver ? <Outcome deployment={deployment} /> : <Running deployment={deployment} />}</div>
      <div className={css.buttons}>
        <LinkButton to="/deployments/$id" params={{ id }}>
          {t('rollback:openDeployment')}
        </LinkButton>
        <span className={text.grow} />
        <Button kind="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </div>
  )
}

const Running = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useWords()
  const stage = deployment.stages.find(({ state }) => state === 'running')
  return (
    <p className={css.outcome}>
      <Shape kind="run" /> {t(stage === undefined ? 'board:queued' : `board:${stage.name}`)},{' '}
      <span className={text.tabular}>
        <Elapsed since={deployment.requestedAt} />
      </span>
    </p>
  )
}

const shapeOf = ({ status, switchedAt }: Deployment): Severity => (status === 'failed' ? 'bad' : switchedAt === null ? 'none' : 'ok')

const Outcome = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useWords()
  const fact = useFact()
  const format = useFormat()
  const { switchedAt, firstAnswerAt, requestedAt, lostRequests, cause, status } = deployment
  return (
    <p className={css.outcome}>
      <Shape kind={shapeOf(deployment)} />{' '}
      {switchedAt === null || status === 'failed' ? (
        <>
          <b>{t(`board:status_${status}`)}</b> {cause !== null && fact(cause.fact)}
        </>
      ) : (
        <>
          <b>{t('rollback:switched', { duration: format.duration((firstAnswerAt ?? switchedAt) - requestedAt) })}</b>{' '}
          {lostRequests !== null && t('rollback:lost', { count: lostRequests })}
        </>
      )}
    </p>
  )
}
