import { useState } from 'react'
import { Dialog } from '../components/Dialog.tsx'
import { Failure } from '../components/Failure.tsx'
import { Loading } from '../components/Loading.tsx'
import { useCall } from '../data/use-call.ts'
import { useEnvironments } from '../data/use-environments.ts'
import { useWords } from '../i18n/use-words.ts'
import { ConfirmSwitch } from './ConfirmSwitch.tsx'
import { RollbackFacts } from './RollbackFacts.tsx'
import { SwitchProgress } from './SwitchProgress.tsx'

export interface RollbackDialogProps {
  service: string
  environment: string
  /** Number of the release to go back to; absent lets the server name the last good one. */
  to?: number
  /** The branch that is thought to have done it. */
  suspected?: string | null
  reason?: string
  /** Shows the rollback here instead of opening its deployment. */
  stays?: boolean
  onClose: () => void
}

/** What a rollback would do, then the one red button, locked until the asked name is typed; then how it goes. */
export const RollbackDialog = ({ service, environment, to, suspected = null, reason, stays = false, onClose }: RollbackDialogProps) => {
  const { t } = useWords()
  const { labelOf } = useEnvironments()
  const [started, setStarted] = useState<string | null>(null)
  const preview = useCall('rollbackPreview', { query: { service, environment, to } }, { enabled: started === null })
  const title = t('rollback:title', { service, environment: labelOf(environment) })
  if (started !== null) {
    return (
      <Dialog title={title} role="alertdialog" onClose={onClose}>
        <SwitchProgress id={started} onClose={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={title}
      role="alertdialog"
      onClose={onClose}
      foot={
        preview.data !== undefined && (
          <ConfirmSwitch
            kind="rollback"
            service={service}
            environment={environment}
            number={preview.data.to}
            confirm={preview.data.confirm}
            isRefused={preview.data.refusal !== null}
            reason={reason}
            onStarted={stays ? ({ id }) => setStarted(id) : undefined}
            onClose={onClose}
          />
        )
      }
    >
      {preview.error !== null && <Failure error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && preview.error === null && <Loading />}
      {preview.data !== undefined && <RollbackFacts preview={preview.data} suspected={suspected} />}
    </Dialog>
  )
}
