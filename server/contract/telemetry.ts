import { z } from 'zod'
import { Fact, part, Time } from './shared.ts'

export const KeyValue = z.object({ key: z.string(), value: z.string() })
export type KeyValue = z.infer<typeof KeyValue>

export const SpanRef = z.object({ segmentId: z.string(), spanId: z.number().int(), kind: z.enum(['process', 'thread']) })

/** A span as SkyWalking and OpenTelemetry know it. Its key is `<segmentId>:<spanId>`. */
export const Span = z.object({
  segmentId: z.string(),
  spanId: z.number().int(),
  /** Within the segment; -1 for the first one. */
  parentSpanId: z.number().int(),
  refs: z.array(SpanRef),
  service: z.string(),
  instance: z.string(),
  operation: z.string(),
  kind: z.enum(['entry', 'exit', 'local']),
  layer: z.string(),
  component: z.string(),
  peer: z.string(),
  startAt: Time,
  endAt: Time,
  failed: z.boolean(),
  tags: z.array(KeyValue),
  logs: z.array(z.object({ at: Time, fields: z.array(KeyValue) })),
})
export type Span = z.infer<typeof Span>
export const spanKey = (span: { segmentId: string; spanId: number }): string => `${span.segmentId}:${span.spanId}`

export const Trace = z.object({
  traceId: z.string(),
  spans: z.array(Span),
  /** What the answer lacks, said by the store: segments beyond a cap, fields unknown. */
  notes: z.array(Fact),
})
export type Trace = z.infer<typeof Trace>

export const TraceSummary = z.object({
  traceId: z.string(),
  startAt: Time,
  durationMs: z.number(),
  service: z.string(),
  environment: z.string().nullable(),
  operation: z.string(),
  failed: z.boolean(),
  services: z.number().int(),
})
export type TraceSummary = z.infer<typeof TraceSummary>

export const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'unknown'] as const
export const Level = z.enum(levels)
export type Level = z.infer<typeof Level>

export const LogRecord = z.object({
  id: z.number().int(),
  /**
   * Number of its first line within its stream, counted from 1 at the start of the instance; the lines of an entry follow one
   * another without a gap. Null where somebody else shipped the record. Live lines carry the same numbers.
   */
  seq: z.number().int().nullable(),
  at: Time,
  level: Level,
  service: z.string(),
  environment: z.string(),
  instance: z.string(),
  /** Release id, `order/prod#42`. */
  release: z.string(),
  stream: z.enum(['stdout', 'stderr']),
  /** The whole entry, continuation lines joined by a line feed. At most 256 KB; see `cutBytes`. */
  text: z.string(),
  cutBytes: z.number().int(),
  traceId: z.string().nullable(),
})
export type LogRecord = z.infer<typeof LogRecord>

export const Frame = z.object({
  /** Class or module, function; either may be empty. */
  module: z.string(),
  function: z.string(),
  file: z.string(),
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  /** Code of the service itself, not of a library or the runtime. */
  app: z.boolean(),
  /** Path in the repository, where it is known. */
  path: z.string().nullable(),
})
export type Frame = z.infer<typeof Frame>

/** Exceptions outermost first: the last one is the root cause. */
export const Stack = z.object({
  causes: z.array(z.object({ type: z.string(), message: z.string(), frames: z.array(Frame) })),
  truncated: z.boolean(),
  raw: z.string(),
})
export type Stack = z.infer<typeof Stack>

/** Lines of a source file at the deployed commit, with blame. */
export const SourceSlice = z.object({
  path: z.string(),
  commit: z.string(),
  line: z.number().int(),
  lines: z.array(
    z.object({
      no: z.number().int(),
      text: z.string(),
      commit: z.string(),
      author: z.string(),
      authoredAt: Time,
      subject: z.string(),
      /** Branch of the release that brought the line; null for the base. */
      branch: z.string().nullable(),
    }),
  ),
})
export type SourceSlice = z.infer<typeof SourceSlice>

/** How the release of an instance is known, best first. */
export const Identity = z.object({
  service: z.string(),
  environment: z.string().nullable(),
  instance: z.string(),
  /** More than one where the history cannot tell; empty where nothing is known. */
  releases: z.array(z.string()),
  by: z.enum(['instance', 'history', 'unknown']),
})
export type Identity = z.infer<typeof Identity>

export const TraceEvidence = z.object({
  traceId: z.string(),
  trace: part(Trace),
  logs: part(z.object({ records: z.array(LogRecord), total: z.number().int() })),
  services: z.array(Identity),
  /** Key of the deepest failing span that is not a relay; null when nothing failed. */
  firstFailing: z.string().nullable(),
  stack: Stack.nullable(),
  /** Where the stack was read: the span's log, or the log record of the same trace. */
  stackFrom: z.enum(['span', 'log']).nullable(),
  source: SourceSlice.nullable(),
  errorId: z.string().nullable(),
  /** Why nothing was found, decoded from the id itself where its format allows. */
  missing: z.array(Fact),
})
export type TraceEvidence = z.infer<typeof TraceEvidence>

/** What a pasted text is. `href` is the page to open. */
export const Resolved = z.object({
  kind: z.enum(['trace', 'release', 'commit', 'instance', 'error', 'service']),
  id: z.string(),
  href: z.string(),
  title: z.string(),
  environment: z.string().nullable(),
  at: Time.nullable(),
  failed: z.boolean(),
})
export type Resolved = z.infer<typeof Resolved>
export const Resolution = z.object({
  items: z.array(Resolved),
  /** What the text was taken for, before anything was asked. */
  reading: z.array(Fact),
  /** Where it looked, with the outcome of each place. */
  searched: z.array(z.object({ where: z.string(), outcome: z.enum(['found', 'empty', 'unavailable']), scope: z.string() })),
})
export type Resolution = z.infer<typeof Resolution>
