import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { shortRelease } from '../../components/release-name.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { VerdictSentence } from '../../verdict/VerdictSentence.tsx'
import { sureness } from '../../verdict/verdict-words.ts'
import css from './SpanDrawer.module.css'
import type { Culprit } from './use-culprit.ts'

export interface TraceVerdictProps {
  culprit: Culprit
  onRollback: () => void
}

/** Who did it, how sure, and the two ways on. */
export const TraceVerdict = ({ culprit, onRollback }: TraceVerdictProps) => {
  const { t } = useWords()
  const { verdict, rollback, errorId } = culprit
  if (verdict === undefined || errorId === null) return null
  return (
    <>
      <p className={css.verdict}>
        <VerdictSentence verdict={verdict} /> <b className={`${text.strong} ${text.nowrap}`}>{t(sureness(verdict))}</b>
      </p>
      <div className={css.actions}>
        {rollback !== null && (
          <Button kind="danger" onClick={onRollback}>
            <Icon of={IconArrowBackUp} />
            {t('trace:rollBack', { release: shortRelease({ environment: rollback.environment, number: rollback.to }) })}
          </Button>
        )}
        <LinkButton to="/e/$id" params={{ id: errorId }} search={{ env: culprit.environment }}>
          {t('trace:evidence')}
        </LinkButton>
      </div>
    </>
  )
}
