import { Button } from '../../components/Button.tsx'
import { Shape } from '../../components/Shape.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './OutputSection.module.css'
import type { OutputState } from './use-output.ts'

interface FollowStateProps {
  isOver: boolean
  following: boolean
  /** Lines that came since it was paused. */
  fresh: number
  state: OutputState
  onFollow: (following: boolean) => void
}

/** Under the output: does it follow, what waits, was the connection away? */
export const FollowState = ({ isOver, following, fresh, state, onFollow }: FollowStateProps) => {
  const { t } = useWords()
  const format = useFormat()
  return (
    <div className={css.state}>
      <Shape kind={isOver ? 'ok' : following ? 'run' : 'none'} />
      <span>{isOver ? t('deployment:ended') : following ? t('deployment:following') : t('deployment:paused')}</span>
      {!following && fresh > 0 && (
        <Button size="tiny" onClick={() => onFollow(true)}>
          {t('deployment:newLines', { count: fresh })} ↓
        </Button>
      )}
      {!isOver && (
        <Button kind="tool" onClick={() => onFollow(!following)}>
          {following ? t('deployment:pause') : t('deployment:follow')}
        </Button>
      )}
      <span className={text.grow} />
      {state.isOffline && !isOver && (
        <span className={text.warn} role="status">
          {t('deployment:offline')}
        </span>
      )}
      {state.reconnected !== null && !state.isOffline && (
        <span className={text.tabular} role="status">
          {t('deployment:reconnected', { count: state.reconnected.lines, at: format.clock(state.reconnected.at) })}
        </span>
      )}
    </div>
  )
}
