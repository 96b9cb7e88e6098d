import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import { type FormEvent, useRef, useState } from 'react'
import type { Deployment, RollbackPreview } from '#contract/deployment.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { Failure } from '../components/Failure.tsx'
import { Icon } from '../components/Icon.tsx'
import { Loading } from '../components/Loading.tsx'
import { shortRelease } from '../components/release-name.ts'
import { TextField } from '../components/TextField.tsx'
import { useCall } from '../data/use-call.ts'
import { useEnvironments } from '../data/use-environments.ts'
import { useStartDeployment } from '../data/use-start-deployment.ts'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import css from './RollbackDialog.module.css'
import { RollbackFacts } from './RollbackFacts.tsx'

export interface RollbackDialogProps {
  service: string
  environment: string
  /** Number of the release to go back to; absent lets the server name the last good one. */
  to?: number
  /** Stay on the page instead of opening the deployment. */
  onStarted?: (deployment: Deployment) => void
  onClose: () => void
}

/** What a rollback would do, then the one red button, locked until the asked name is typed. */
export const RollbackDialog = ({ service, environment, to, onStarted, onClose }: RollbackDialogProps) => {
  const { t } = useWords()
  const { labelOf } = useEnvironments()
  const preview = useCall('rollbackPreview', { query: { service, environment, to } })
  return (
    <Dialog
      title={t('rollback:title', { service, environment: labelOf(environment) })}
      role="alertdialog"
      onClose={onClose}
      foot={preview.data !== undefined && <Confirm preview={preview.data} onStarted={onStarted} onClose={onClose} />}
    >
      {preview.error !== null && <Failure error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && preview.error === null && <Loading />}
      {preview.data !== undefined && <RollbackFacts preview={preview.data} />}
    </Dialog>
  )
}

interface ConfirmProps extends Pick<RollbackDialogProps, 'onStarted' | 'onClose'> {
  preview: RollbackPreview
}

/** The name comes first; the field appears after the dialog has opened. Stable, so that it runs once. */
const focus = (field: HTMLInputElement | null): void => field?.focus()

const Confirm = ({ preview, onStarted, onClose }: ConfirmProps) => {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const start = useStartDeployment(onStarted)
  // One key for one decision: pressing again after no answer came is the same rollback.
  const key = useRef(crypto.randomUUID())
  const { service, environment, to, confirm, refusal } = preview
  const isLocked = refusal !== null || (confirm !== null && typed !== confirm) || start.isPending
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isLocked) return
    start.mutate({
      request: {
        kind: 'rollback',
        service,
        environment,
        number: to,
        ...(confirm === null ? {} : { confirm: typed }),
        ...(reason === '' ? {} : { reason }),
      },
      idempotencyKey: key.current,
    })
  }
  return (
    <form className={css.confirm} onSubmit={submit}>
      {refusal === null && (
        <div className={css.fields}>
          {confirm !== null && (
            <TextField
              label={t('rollback:type', { name: confirm })}
              mono
              ref={focus}
              value={typed}
              maxLength={40}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
          <TextField label={t('rollback:reason')} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </div>
      )}
      {start.error !== null && <Failure error={start.error} />}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <span className={text.grow} />
        <Button kind="danger" type="submit" disabled={isLocked} className={css.go}>
          <Icon of={IconArrowBackUp} />
          {t(start.isPending ? 'rollback:sending' : 'rollback:go', { release: shortRelease({ environment, number: to }) })}
        </Button>
      </div>
    </form>
  )
}
