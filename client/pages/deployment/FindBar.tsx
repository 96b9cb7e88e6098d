import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconChevronUp from '@tabler/icons-react/icons/IconChevronUp'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { useWords } from '../../i18n/use-words.ts'
import css from './OutputSection.module.css'

interface FindBarProps {
  text: string
  at: number
  count: number
  onText: (text: string) => void
  onStep: (step: 1 | -1) => void
}

/** Find over all lines, those not painted included, which the browser's own find cannot see. */
export const FindBar = ({ text, at, count, onText, onStep }: FindBarProps) => {
  const { t } = useWords()
  return (
    <div className={css.find}>
      <SearchBox label={t('deployment:findIn')} value={text} onChange={onText} />
      {text !== '' && (
        <>
          <span className={css.count} aria-live="polite">
            {count === 0 ? t('deployment:findNone') : t('deployment:findCount', { at: at + 1, count })}
          </span>
          <Button kind="tool" aria-label={t('deployment:findPrevious')} disabled={count === 0} onClick={() => onStep(-1)}>
            <Icon of={IconChevronUp} small />
          </Button>
          <Button kind="tool" aria-label={t('deployment:findNext')} disabled={count === 0} onClick={() => onStep(1)}>
            <Icon of={IconChevronDown} small />
          </Button>
        </>
      )}
    </div>
  )
}
