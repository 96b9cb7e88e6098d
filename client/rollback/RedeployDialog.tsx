import { useState } from 'react'
import { Dialog } from '../components/Dialog.tsx'
import { ReleaseChip } from '../components/ReleaseChip.tsx'
import { releaseName } from '../components/release-name.ts'
import { Worded } from '../components/Worded.tsx'
import { useEnvironments } from '../data/use-environments.ts'
import { useWords } from '../i18n/use-words.ts'
import { ConfirmSwitch } from './ConfirmSwitch.tsx'
import css from './RollbackDialog.module.css'
import { SwitchProgress } from './SwitchProgress.tsx'

export interface RedeployDialogProps {
  service: string
  environment: string
  number: number
  onClose: () => void
}

/** The way back from a rollback: the release that was left takes the traffic again. */
export const RedeployDialog = ({ service, environment, number, onClose }: RedeployDialogProps) => {
  const { t } = useWords()
  const { items, labelOf } = useEnvironments()
  const [started, setStarted] = useState<string | null>(null)
  const place = items.find(({ name }) => name === environment)
  const title = t('rollback:againTitle', { service, environment: labelOf(environment) })
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
        place !== undefined && (
          <ConfirmSwitch
            kind="redeploy"
            service={service}
            environment={environment}
            number={number}
            confirm={place.typedConfirmation ? environment : null}
            onStarted={({ id }) => setStarted(id)}
            onClose={onClose}
          />
        )
      }
    >
      <p className={css.say}>
        <Worded
          text={t('rollback:againSay')}
          parts={{ release: <ReleaseChip link={false} release={releaseName({ service, environment, number })} /> }}
        />
      </p>
    </Dialog>
  )
}
