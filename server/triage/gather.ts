import type { Part } from '#contract/shared.ts'
import type { LogRecord, Trace } from '#contract/telemetry.ts'
import type { TriageDeps } from './deps.ts'
import { askPart } from './part.ts'

/** Log records of one trace that an answer holds; the total is always said beside them. */
const maxRecords = 500

export interface Gathered {
  trace: Part<Trace>
  logs: Part<{ records: LogRecord[]; total: number }>
}

/** Asks the stores at the same time for all they have of one trace; none waits for the other. */
export const gather = async (
  { traces, logs }: Pick<TriageDeps, 'traces' | 'logs'>,
  traceId: string,
  signal: AbortSignal,
): Promise<Gathered> => {
  const [trace, records] = await Promise.all([
    askPart(traces.kind, traceId, signal, (limited) => traces.trace(traceId, limited)),
    askPart(logs.kind, traceId, signal, async (limited) => {
      const { items, total } = await logs.search({ traceId, limit: maxRecords }, limited)
      return items.length === 0 ? null : { records: items, total }
    }),
  ])
  return { trace, logs: records }
}

export const spansOf = ({ trace }: Gathered): Trace['spans'] => (trace.state === 'found' ? trace.value.spans : [])
export const recordsOf = ({ logs }: Gathered): LogRecord[] => (logs.state === 'found' ? logs.value.records : [])
