import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TraceEvidence } from '#contract/telemetry.ts'
import { LevelWord } from '../../components/LevelWord.tsx'
import { Unavailable } from '../../components/Notice.tsx'
import { Section } from '../../components/Section.tsx'
import { ServiceName } from '../../components/ServiceSwatch.tsx'
import { useFormat } from '../../components/use-format.ts'
import { VirtualList } from '../../components/VirtualList.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './TraceLogs.module.css'
import type { TraceLine } from './trace-lines.ts'

export interface TraceLogsProps {
  evidence: TraceEvidence
  lines: readonly TraceLine[]
  selected: string | null
  onRetry: () => void
  onSelect: (span: string) => void
}

/** What every service wrote during the trace, on one axis of time. */
export const TraceLogs = ({ evidence, lines, selected, onRetry, onSelect }: TraceLogsProps) => {
  const { t } = useWords()
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const { logs } = evidence
  const total = logs.state === 'found' ? logs.value.total : 0
  const say =
    logs.state !== 'found'
      ? undefined
      : total > lines.length
        ? t('newestOf', { shown: lines.length, total })
        : t('trace:lines', { count: lines.length })
  return (
    <Section
      title={t('trace:logs')}
      say={say}
      end={
        <Link to="/logs" search={{ traceId: evidence.traceId }}>
          {t('trace:allLogs')}
        </Link>
      }
    >
      {logs.state === 'unavailable' && <Unavailable name={t('trace:logStore', { source: logs.source })} part={logs} onRetry={onRetry} />}
      {logs.state === 'empty' && <p className={css.empty}>{t('trace:noLogs', { source: logs.source, searched: logs.searched })}</p>}
      <VirtualList items={lines} keyOf={({ record }) => record.id} estimate={27}>
        {(line) => (
          <LogLineRow
            line={line}
            isMarked={line.span !== null && line.span === selected}
            isOpen={open.has(line.record.id)}
            onOpen={() => {
              setOpen((before) => before.symmetricDifference(new Set([line.record.id])))
              if (line.span !== null) onSelect(line.span)
            }}
          />
        )}
      </VirtualList>
    </Section>
  )
}

interface LogLineRowProps {
  line: TraceLine
  isMarked: boolean
  isOpen: boolean
  onOpen: () => void
}

const LogLineRow = ({ line, isMarked, isOpen, onOpen }: LogLineRowProps) => {
  const { t } = useWords()
  const format = useFormat()
  const { record, offsetMs, first, more } = line
  return (
    <button
      type="button"
      className={`${css.line} ${isMarked ? css.marked : ''}`}
      aria-expanded={isOpen}
      title={format.full(record.at)}
      onClick={onOpen}
    >
      <span className={css.at}>
        {offsetMs < 0 ? '−' : '+'}
        {format.number(Math.abs(offsetMs))} ms
      </span>
      <span className={css.service}>
        <ServiceName service={record.service} />
      </span>
      <LevelWord level={record.level} />
      <span className={`${css.text} ${isOpen ? css.whole : ''}`}>{isOpen ? record.text : first}</span>
      <span className={`${text.muted} ${css.more}`}>
        {!isOpen && more > 0 && t('trace:moreLines', { count: more })}
        {record.cutBytes > 0 && ` ${t('trace:cutBytes', { size: format.size(record.cutBytes) })}`}
      </span>
    </button>
  )
}
