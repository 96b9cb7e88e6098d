import type { Fact } from '#contract/shared.ts'
import type { LogLine } from '#contract/socket.ts'
import type { LogRecord } from '#contract/telemetry.ts'
import type { LogQuery, Logs } from '../backends/logs/port.ts'

/** A filter that few lines pass is looked for in this many records, newest first, and no longer than this. */
const pageRecords = 1000
const mostPages = 20
const limitMs = 5000

export interface HistoryAsk {
  instances: readonly string[]
  /** Lines wanted. */
  count: number
  matches: (text: string) => boolean
  /** The first line of each stream that is known from elsewhere; history ends before it. */
  until: ReadonlyMap<string, LogLine>
}

export interface History {
  /** In time order. */
  lines: LogLine[]
  /** Lines between the end of the history and `until` that are stored nowhere yet. */
  missing: number
  notes: Fact[]
}

export const streamKey = ({ instance, stream }: { instance: string; stream: string }): string => `${instance}\n${stream}`

/** The lines of a record. Those of somebody else's shipper have no numbers; they count as 0 and are placed by time. */
const linesOf = (record: LogRecord): LogLine[] => {
  const { instance, at, stream, level, cutBytes, traceId, seq } = record
  return record.text.split('\n').map((text, index) => ({
    instance,
    seq: seq === null ? 0 : seq + index,
    at,
    stream,
    level,
    text,
    cutBytes: index === 0 ? cutBytes : 0,
    traceId,
    continues: index > 0,
  }))
}

const isBefore = (line: LogLine, until: LogLine | undefined): boolean =>
  until === undefined || (line.seq === 0 ? line.at < until.at : line.seq < until.seq)

/** How many lines each stream lacks between the newest stored line and the first known one. */
const countMissing = (newest: ReadonlyMap<string, number>, until: ReadonlyMap<string, LogLine>, isWhole: boolean): number => {
  let missing = 0
  for (const [key, line] of until) {
    const last = newest.get(key)
    if (last !== undefined) missing += Math.max(0, line.seq - 1 - last)
    else if (isWhole) missing += line.seq - 1
  }
  return missing
}

/**
 * The newest stored lines of some instances. The text is compared here and not by the store's index, so that the filter means
 * the same for the lines above as for those below.
 */
export const readHistory = async (logs: Pick<Logs, 'search'>, ask: HistoryAsk, signal: AbortSignal): Promise<History> => {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const newest = new Map<string, number>()
  const found: LogLine[][] = []
  const notes: Fact[] = []
  let count = 0
  let read = 0
  let after: string | null = null

  const keep = (record: LogRecord): void => {
    const lines = linesOf(record).filter((line) => isBefore(line, ask.until.get(streamKey(line))))
    const last = lines.at(-1)
    if (last !== undefined && last.seq > 0) newest.set(streamKey(last), Math.max(last.seq, newest.get(streamKey(last)) ?? 0))
    const wanted = lines.filter((line) => ask.matches(line.text))
    if (wanted.length > 0) found.push(wanted)
    count += wanted.length
  }

  try {
    for (let page = 0; page < mostPages && count < ask.count; page += 1) {
      const query: LogQuery = { instances: ask.instances, limit: pageRecords, ...(after === null ? {} : { after }) }
      const answer = await logs.search(query, limited)
      for (const record of answer.items) keep(record)
      read += answer.items.length
      after = answer.next
      if (after === null) break
    }
    if (count < ask.count && after !== null) notes.push({ code: 'live.history_limit', params: { records: read } })
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    return { lines: [], missing: 0, notes: [{ code: 'live.history_unavailable', params: { reason } }] }
  }
  // Newest first from the store; oldest first for the reader.
  const lines = found.reverse().flat().slice(-ask.count)
  return { lines, missing: countMissing(newest, ask.until, after === null), notes }
}
