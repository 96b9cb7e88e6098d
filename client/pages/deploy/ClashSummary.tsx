import { Button } from '../../components/Button.tsx'
import { Shape } from '../../components/Shape.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ClashSummary.module.css'
import { type Choice, type Clash, considered, largestFittingSet } from './deploy-model.ts'

interface ClashSummaryProps {
  choice: Choice
  clashes: readonly Clash[]
  isKnown: boolean
  onKeep: (names: readonly string[]) => void
}

/** How many pairs clash, and the most branches that fit together, one click away. */
export const ClashSummary = ({ choice, clashes, isKnown, onKeep }: ClashSummaryProps) => {
  const { t } = useWords()
  if (!isKnown) return <span className={css.summary} />
  if (clashes.length === 0) {
    return (
      <span className={css.summary}>
        <Shape kind="ok" />
        <span className={text.muted}>{t('deploy:noClash')}</span>
      </span>
    )
  }
  const all = considered(choice)
  const fitting = largestFittingSet(all, clashes)
  const isApplied = fitting.length === choice.with.length && fitting.every((name) => choice.with.includes(name))
  return (
    <span className={css.summary}>
      <Shape kind="warn" />
      <span>
        <b className={text.strong}>{t('deploy:clashes', { count: clashes.length })}</b>{' '}
        {t('deploy:fits', { kept: fitting.length, all: all.length })}
      </span>
      {isApplied ? (
        <span className={css.applied}>{t('deploy:applied')}</span>
      ) : (
        <Button size="tiny" onClick={() => onKeep(fitting)}>
          {t('deploy:apply')}
        </Button>
      )}
    </span>
  )
}
