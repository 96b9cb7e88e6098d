import type { Fact } from '#contract/shared.ts'
import type { Span, Trace, TraceSummary } from '#contract/telemetry.ts'

export interface TraceQuery {
  service?: string
  /** Only traces with a span of one of these instances' environment; instance names carry it. */
  environment?: string
  failed?: boolean
  text?: string
  minMs?: number
  before?: number
  limit: number
}

/** A failed trace, in the order in which the store learnt of it. */
export interface FailedTrace {
  traceId: string
  cursor: number
  /** When the newest of its segments arrived; later segments move the trace to a new cursor. */
  arrivedAt: number
}

export interface EntryCount {
  instance: string
  service: string
  operation: string
  /** Epoch milliseconds of the minute's start. */
  minute: number
  requests: number
  failed: number
}

export interface Traces {
  readonly kind: string
  trace(traceId: string, signal: AbortSignal): Promise<Trace | null>
  /** What holds this segment, or null. */
  traceOfSegment(segmentId: string, signal: AbortSignal): Promise<string | null>
  list(query: TraceQuery, signal: AbortSignal): Promise<TraceSummary[]>
  failedSince(cursor: number, limit: number, signal: AbortSignal): Promise<FailedTrace[]>
  /** Entry spans by instance, operation and minute: the denominator of every rate. */
  entryCounts(range: { from: number; to: number; service?: string }, signal: AbortSignal): Promise<EntryCount[]>
  /** Rejects with the reason where agents or queries cannot reach it. */
  status(signal: AbortSignal): Promise<{ version: string; address: string; spans: number; bytes: number; dropped: number; notes: Fact[] }>
}

/** What the embedded receiver hands to its store; also how a test fills one. */
export interface TraceSink {
  store(segments: readonly ReceivedSegment[]): Promise<void>
}

export interface ReceivedSegment {
  traceId: string
  segmentId: string
  service: string
  instance: string
  spans: Span[]
  /** The agent says that it left spans out. */
  cutByAgent?: boolean
}
