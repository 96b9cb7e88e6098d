import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { TextField } from '../../components/TextField.tsx'
import { useWords } from '../../i18n/use-words.ts'
import css from './ConfirmDeploy.module.css'

interface ConfirmDeployProps {
  /** What must be typed. */
  name: string
  environment: string
  isSending: boolean
  onDeploy: (confirm: string, reason: string) => void
  onClose: () => void
}

/** The typed name that an environment such as PROD asks for. */
export const ConfirmDeploy = ({ name, environment, isSending, onDeploy, onClose }: ConfirmDeployProps) => {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title={t('deploy:confirmTitle', { environment })}
      role="alertdialog"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <span className={css.gap} />
          <Button kind="primary" disabled={typed !== name || isSending} onClick={() => onDeploy(typed, reason)}>
            {t('deploy:deploy', { environment })}
          </Button>
        </>
      }
    >
      <p className={css.say}>{t('deploy:confirmSay', { environment, name })}</p>
      <div className={css.fields}>
        <TextField
          label={t('deploy:confirmField')}
          mono
          value={typed}
          data-autofocus
          maxLength={40}
          onChange={(event) => setTyped(event.target.value)}
        />
        <TextField label={t('deploy:reason')} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </div>
    </Dialog>
  )
}
