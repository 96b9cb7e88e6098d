import { memo } from 'react'
import type { LogRecord } from '#contract/telemetry.ts'
import { AnsiText } from '../../components/AnsiText.tsx'
import { LevelWord } from '../../components/LevelWord.tsx'
import { ServiceSwatch } from '../../components/ServiceSwatch.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './LogRow.module.css'
import { headOf } from './logs-model.ts'
import { UnfoldedLog } from './UnfoldedLog.tsx'
import type { ChangeSearch } from './use-log-search.ts'

interface LogRowProps {
  record: LogRecord
  terms: readonly string[]
  isOpen: boolean
  onToggle: () => void
  change: ChangeSearch
}

/** One entry: time, level, service, first line. It unfolds in place. */
export const LogRow = memo(({ record, terms, isOpen, onToggle, change }: LogRowProps) => {
  const { t } = useWords()
  const format = useFormat()
  const { head, more } = headOf(record.text)
  const at = format.clock(record.at, 'ms')
  return (
    <article className={isOpen ? css.open : undefined} aria-label={`${at} ${record.service}`}>
      <button type="button" className={css.row} aria-expanded={isOpen} onClick={onToggle}>
        <span className={css.time} title={format.full(record.at)}>
          {at}
        </span>
        <LevelWord level={record.level} />
        <span className={css.service}>
          <ServiceSwatch service={record.service} />
          <span className={text.cut}>{record.service}</span>
        </span>
        <span className={css.text}>
          <AnsiText text={head} terms={terms} />
        </span>
        {more > 0 && <span className={css.more}>{t('logs:moreLines', { count: more })}</span>}
      </button>
      {isOpen && <UnfoldedLog record={record} terms={terms} change={change} />}
    </article>
  )
})
