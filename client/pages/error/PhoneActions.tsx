import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import IconArrowForwardUp from '@tabler/icons-react/icons/IconArrowForwardUp'
import { ActionBar } from '../../components/ActionBar.tsx'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { type ReleaseName, shortRelease } from '../../components/release-name.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import type { rollbackOf } from './use-error.ts'

export interface PhoneActionsProps {
  rollback: ReturnType<typeof rollbackOf>
  /** Release that was left by a rollback and can be put back. */
  undo: ReleaseName | null
  onRollback: () => void
  onUndo: () => void
}

/** The red button under the thumb; after a rollback, the way back from it. */
export const PhoneActions = ({ rollback, undo, onRollback, onUndo }: PhoneActionsProps) => {
  const { t } = useWords()
  if (rollback !== null) {
    return (
      <ActionBar>
        <Button kind="danger" className={text.grow} onClick={onRollback}>
          <Icon of={IconArrowBackUp} />
          {t('error:rollBack', { release: shortRelease({ environment: rollback.environment, number: rollback.to }) })}
        </Button>
      </ActionBar>
    )
  }
  if (undo === null) return null
  return (
    <ActionBar>
      <Button className={text.grow} onClick={onUndo}>
        <Icon of={IconArrowForwardUp} />
        {t('error:undo', { release: shortRelease(undo) })}
      </Button>
    </ActionBar>
  )
}
