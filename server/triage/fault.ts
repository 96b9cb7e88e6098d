import { type LogRecord, type Span, type Stack, spanKey, type Trace } from '#contract/telemetry.ts'
import { failureKind, firstFailing, isRefusal, rootEntry, stackOf } from './first-failing.ts'
import { logMessage } from './group/log-message.ts'
import type { Language } from './stack/dialect.ts'
import { appFrames } from './stack/nearest.ts'
import { parseStack } from './stack/parse.ts'

/** What went wrong in one trace, or in one log record that has none. */
export interface Fault {
  service: string
  instance: string
  /** Environment as the log record says it; spans carry it in the instance name only. */
  environment: string | null
  /** Release id as the log record says it. */
  release: string | null
  at: number
  spanKey: string | null
  endpoint: string
  kind: string
  message: string
  operation: string
  language: Language | null
  stack: Stack | null
  stackFrom: 'span' | 'log' | null
}

interface Told {
  from: 'span' | 'log'
  language: Language
  stack: Stack
  record: LogRecord | null
}

/** Records of one trace that are searched for a stack; the rest of a flood says the same. */
const maxRead = 50
const looksLikeStack = /\n\s*at |Traceback \(most|panic: /

const readRecords = (records: readonly LogRecord[]): Told[] =>
  [...records]
    .sort((a, b) => a.at - b.at || a.id - b.id)
    .filter(({ text }) => looksLikeStack.test(text))
    .slice(0, maxRead)
    .flatMap((record) => {
      const parsed = parseStack(record.text)
      if (parsed === null) return []
      const stack = record.cutBytes > 0 ? { ...parsed.stack, truncated: true } : parsed.stack
      return [{ from: 'log' as const, language: parsed.language, stack, record }]
    })

/** The telling that reaches deepest: own frames, whole, more causes, more own frames; the earlier one where all is equal. */
const best = (told: readonly Told[]): Told | null => {
  const rank = ({ stack }: Told): number[] => {
    const own = appFrames(stack).length
    return [Number(own > 0), Number(!stack.truncated), stack.causes.length, own]
  }
  const better = (a: readonly number[], b: readonly number[]): boolean => {
    const at = a.findIndex((value, index) => value !== b[index])
    return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0)
  }
  return told.reduce<Told | null>((winner, one) => (winner === null || better(rank(one), rank(winner)) ? one : winner), null)
}

const isError = (record: LogRecord): boolean => record.level === 'error' || record.level === 'fatal'

const rootMessage = (stack: Stack): string => {
  const cause = stack.causes.at(-1)
  return cause === undefined ? '' : cause.message === '' ? cause.type : cause.message
}

const ofRecord = (record: LogRecord, told: Told | null, endpoint: string): Fault => ({
  service: record.service,
  instance: record.instance,
  environment: record.environment,
  release: record.release,
  at: record.at,
  spanKey: null,
  endpoint,
  kind: record.level.toUpperCase(),
  message: told === null ? logMessage(record.text) : rootMessage(told.stack),
  operation: '',
  language: told?.language ?? null,
  stack: told?.stack ?? null,
  stackFrom: told === null ? null : 'log',
})

/** The fault that only logs tell of: the stack that reaches deepest, else the first error. */
const inRecords = (records: readonly LogRecord[], endpoint: string): Fault | null => {
  const errors = records.filter(isError)
  const told = best(readRecords(errors))
  if (told?.record) return ofRecord(told.record, told, endpoint)
  const first = errors.reduce<LogRecord | null>((earliest, one) => (earliest === null || one.at < earliest.at ? one : earliest), null)
  return first === null ? null : ofRecord(first, null, endpoint)
}

const messageOf = (span: Span): string => {
  const fields = span.logs.flatMap((log) => log.fields)
  const message = fields.find(({ key }) => key === 'message' || key === 'exception.message')?.value
  return message ?? span.operation
}

/**
 * What broke in a trace, from its spans and its log records; null where nothing did. Refusals (4xx without a stack) are no
 * fault. A service that logs under the trace but has no span in it lost its segments: it may be the deepest one.
 */
export const faultOf = (trace: Trace | null, records: readonly LogRecord[]): Fault | null => {
  const spans = trace?.spans ?? []
  const endpoint = rootEntry(spans)?.operation ?? ''
  const span = firstFailing(spans)
  if (span === null) return inRecords(records, endpoint)

  const seen = new Set(spans.map(({ service }) => service))
  const unseen = best(readRecords(records.filter((record) => isError(record) && !seen.has(record.service))))
  if (span.kind === 'exit' && unseen?.record) return ofRecord(unseen.record, unseen, endpoint)

  const text = stackOf(span)
  const parsed = text === null ? null : parseStack(text)
  const ofSpan: Told[] = parsed === null ? [] : [{ from: 'span', ...parsed, record: null }]
  // A refusal is often logged as a warning with a stack; only an error says that it was none.
  const own = records.filter((record) => record.service === span.service && (!isRefusal(span) || isError(record)))
  const told = best([...ofSpan, ...readRecords(own)])
  if (told === null && isRefusal(span)) return null
  return {
    service: span.service,
    instance: span.instance,
    environment: null,
    release: null,
    at: span.endAt,
    spanKey: spanKey(span),
    endpoint,
    kind: failureKind(span),
    message: told === null ? messageOf(span) : rootMessage(told.stack),
    operation: span.operation,
    language: told?.language ?? null,
    stack: told?.stack ?? null,
    stackFrom: told?.from ?? null,
  }
}
