import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconArrowForwardUp from '@tabler/icons-react/icons/IconArrowForwardUp'
import { type FormEvent, useRef, useState } from 'react'
import type { Deployment } from '#contract/deployment.ts'
import { Button } from '../components/Button.tsx'
import { Failure } from '../components/Failure.tsx'
import { Icon } from '../components/Icon.tsx'
import { shortRelease } from '../components/release-name.ts'
import { TextField } from '../components/TextField.tsx'
import { useStartDeployment } from '../data/use-start-deployment.ts'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import css from './RollbackDialog.module.css'

export interface ConfirmSwitchProps {
  kind: 'rollback' | 'redeploy'
  service: string
  environment: string
  number: number
  /** Text that must be typed, or null. */
  confirm: string | null
  /** It cannot be done; the dialog says why. */
  isRefused?: boolean
  /** A reason to begin with, which can be changed. */
  reason?: string
  /** Absent opens the deployment. */
  onStarted?: (deployment: Deployment) => void
  onClose: () => void
}

/** The name comes first, also where its field appears after the dialog has opened. Stable, so that it runs once. */
const focus = (field: HTMLInputElement | null): void => field?.focus()

/** Name, reason, and the one red button, locked until the name fits. Case does not matter: it is the place that is meant. */
export const ConfirmSwitch = ({ isRefused = false, onStarted, onClose, ...target }: ConfirmSwitchProps) => {
  const { t } = useWords()
  const { kind, service, environment, number, confirm } = target
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState(target.reason ?? '')
  const start = useStartDeployment(onStarted)
  // One key for one decision: pressing again after no answer came is the same deployment.
  const key = useRef(crypto.randomUUID())
  const fits = confirm === null || typed.trim().toLowerCase() === confirm.toLowerCase()
  const isLocked = isRefused || !fits || start.isPending
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isLocked) return
    const said = { ...(confirm === null ? {} : { confirm }), ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }
    start.mutate({ request: { kind, service, environment, number, ...said }, idempotencyKey: key.current })
  }
  const words = { release: shortRelease({ environment, number }) }
  return (
    <form className={css.confirm} onSubmit={submit}>
      {!isRefused && (
        <div className={css.fields}>
          {confirm !== null && (
            <TextField
              label={t('rollback:type', { name: confirm })}
              mono
              ref={focus}
              data-first-focus
              value={typed}
              maxLength={40}
              autoCapitalize="off"
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
          <Icon of={kind === 'rollback' ? IconArrowBackUp : IconArrowForwardUp} />
          {kind === 'rollback'
            ? t(start.isPending ? 'rollback:sending' : 'rollback:go', words)
            : t(start.isPending ? 'rollback:againSending' : 'rollback:again', words)}
        </Button>
      </div>
    </form>
  )
}
