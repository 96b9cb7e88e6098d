import type { Level } from '#contract/telemetry.ts'
import css from './LevelWord.module.css'
import { type Severity, Shape } from './Shape.tsx'

const shapes: Partial<Record<Level, Severity>> = { fatal: 'bad', error: 'bad', warn: 'warn' }
const tones: Partial<Record<Level, string | undefined>> = { fatal: css.bad, error: css.bad, warn: css.warn }

/** A level as shape and word; what is not grave keeps the place of the shape empty. */
export const LevelWord = ({ level }: { level: Level }) => {
  const shape = shapes[level]
  return (
    <span className={`${css.level} ${tones[level] ?? ''}`}>
      <span className={css.shape}>{shape !== undefined && <Shape kind={shape} size={7} />}</span>
      {level === 'unknown' ? '–' : level.toUpperCase()}
    </span>
  )
}
