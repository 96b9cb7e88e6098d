import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import { ActionBar } from '../../components/ActionBar.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { shortRelease } from '../../components/release-name.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import type { TraceVerdictProps } from './TraceVerdict.tsx'

/** On a phone the way back is under the thumb, never scrolled away. */
export const RollbackBar = ({ culprit, onRollback }: TraceVerdictProps) => {
  const { t } = useWords()
  const { rollback, errorId, environment } = culprit
  if (errorId === null) return null
  return (
    <ActionBar>
      <LinkButton to="/e/$id" params={{ id: errorId }} search={{ env: environment }}>
        {t('trace:evidence')}
      </LinkButton>
      {rollback !== null && (
        <Button kind="danger" className={text.grow} onClick={onRollback}>
          <Icon of={IconArrowBackUp} />
          {t('trace:rollBack', { release: shortRelease({ environment: rollback.environment, number: rollback.to }) })}
        </Button>
      )}
    </ActionBar>
  )
}
