import type { Deployment } from '#contract/deployment.ts'
import { Duration } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useNow } from '../../components/use-now.ts'
import { useFact, useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './StageLine.module.css'
import { buildStageLine, type StageMark } from './stage-line.ts'

const useStageFact = () => {
  const { t } = useWords()
  const fact = useFact()
  const format = useFormat()
  return ({ stage }: StageMark, isOver: boolean): string => {
    if (stage.fact !== null) return fact(stage.fact)
    if (stage.state === 'waiting') return isOver ? t('deployment:notReached') : t('deployment:waiting')
    if (stage.state === 'skipped') return t('deployment:skipped')
    if (stage.state === 'undone') return t('deployment:undone')
    if (stage.state === 'failed') return t('deployment:stageFailed')
    return stage.usualMs === null ? '' : t('deployment:usually', { duration: format.duration(stage.usualMs) })
  }
}

/** The pipeline as one line: node, name, duration, one fact; the width follows the duration. */
export const StageLine = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useWords()
  const say = useStageFact()
  const now = useNow()
  const marks = buildStageLine(deployment, now)
  const isOver = deployment.finishedAt !== null
  return (
    <ol
      className={css.line}
      aria-label={t('deployment:stages')}
      style={{ ['--columns' as string]: marks.map((mark) => `minmax(min-content, ${mark.share.toFixed(2)}fr)`).join(' ') }}
    >
      {marks.map((mark) => (
        <li key={mark.stage.name} className={css[mark.stage.state]} style={{ ['--filled' as string]: `${Math.round(mark.filled * 100)}%` }}>
          <span className={css.words}>
            <span className={css.name}>{t(`deployment:${mark.stage.name}`)}</span>
            <span className={text.hidden}> {t(`deployment:stageState_${mark.stage.state}`)} </span>
            {mark.elapsedMs !== null && mark.stage.state !== 'waiting' && mark.stage.state !== 'skipped' && (
              <b className={css.duration}>
                <Duration ms={mark.stage.state === 'running' ? Math.floor(mark.elapsedMs / 1000) * 1000 : mark.elapsedMs} />
              </b>
            )}
          </span>
          <span className={css.fact}>{say(mark, isOver)}</span>
        </li>
      ))}
    </ol>
  )
}
