import type { LogRecord } from '#contract/telemetry.ts'
import { AnsiText } from '../../components/AnsiText.tsx'
import { LevelWord } from '../../components/LevelWord.tsx'
import { useFormat } from '../../components/use-format.ts'
import css from './LogRow.module.css'
import { headOf } from './logs-model.ts'

/** A line of the surroundings; the line they surround stands out. */
export const ContextRow = ({ record, isSelf }: { record: LogRecord; isSelf: boolean }) => {
  const format = useFormat()
  return (
    <li className={`${css.context} ${isSelf ? css.self : ''}`} aria-current={isSelf}>
      <span className={css.time}>{format.clock(record.at, 'ms')}</span>
      <LevelWord level={record.level} />
      <span className={css.text}>
        <AnsiText text={headOf(record.text).head} />
      </span>
    </li>
  )
}
