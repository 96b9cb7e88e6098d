import { z } from 'zod'
import { byId, byService, count, limit, type Route, time } from './route.ts'
import { Name, page } from './shared.ts'
import { Level, LogRecord, Resolution, SourceSlice, TraceEvidence, TraceSummary } from './telemetry.ts'
import { ErrorDetail, ErrorEvent, ErrorGroup, Verdict } from './triage.ts'

/** What was pasted, traces, logs, errors, verdicts. */
export const triageRoutes = {
  resolve: {
    method: 'get',
    path: '/api/resolve',
    access: 'reader',
    summary: 'What is this that I pasted?',
    query: z.object({ text: z.string().min(1).max(20_000) }),
    answer: Resolution,
  },
  traces: {
    method: 'get',
    path: '/api/traces',
    access: 'reader',
    summary: 'Traces, newest first.',
    query: z.object({
      environment: Name.optional(),
      service: Name.optional(),
      failed: z.enum(['true', 'false']).optional(),
      q: z.string().max(200).optional(),
      minMs: count.optional(),
      before: time.optional(),
      limit: limit.default(50),
    }),
    answer: page(TraceSummary),
  },
  trace: {
    method: 'get',
    path: '/api/traces/:traceId',
    access: 'reader',
    summary: 'Everything known of one trace, each part with its state.',
    params: z.object({ traceId: z.string().min(1).max(200) }),
    answer: TraceEvidence,
  },
  logs: {
    method: 'get',
    path: '/api/logs',
    access: 'reader',
    summary: 'Log records, newest first. `total` stops counting at `cappedAt`.',
    query: z.object({
      q: z.string().max(1000).optional(),
      environment: Name.optional(),
      service: Name.optional(),
      instance: z.string().max(80).optional(),
      level: Level.optional(),
      traceId: z.string().max(200).optional(),
      from: time.optional(),
      to: time.optional(),
      /** Cursor of the page before: older records follow. */
      after: z.string().max(60).optional(),
      limit: limit.default(500),
    }),
    answer: page(LogRecord).extend({ total: z.number().int(), totalIsExact: z.boolean(), tookMs: z.number() }),
  },
  errors: {
    method: 'get',
    path: '/api/errors',
    access: 'reader',
    summary: 'Error groups, last seen first.',
    query: z.object({ environment: Name.optional(), service: Name.optional(), limit: limit.default(100), after: z.string().optional() }),
    answer: page(ErrorGroup).extend({ total: z.number().int() }),
  },
  error: {
    method: 'get',
    path: '/api/errors/:id',
    access: 'reader',
    summary: 'One error with its rate and release markers.',
    params: byId,
    query: z.object({ environment: Name.optional(), from: time.optional(), to: time.optional() }),
    answer: ErrorDetail,
  },
  errorEvents: {
    method: 'get',
    path: '/api/errors/:id/events',
    access: 'reader',
    summary: 'Events of an error; position 0 is the newest.',
    params: byId,
    query: z.object({ environment: Name.optional(), position: count.default(0), limit: limit.max(20).default(1) }),
    answer: z.object({ items: z.array(ErrorEvent), next: z.string().nullable(), total: z.number().int() }),
  },
  verdict: {
    method: 'get',
    path: '/api/errors/:id/verdict',
    access: 'reader',
    summary: 'Who introduced the error, and what the statement rests on.',
    params: byId,
    query: z.object({ environment: Name.optional() }),
    answer: Verdict,
  },
  source: {
    method: 'get',
    path: '/api/services/:service/source',
    access: 'reader',
    summary: 'Lines around one line of a file at a release, with blame.',
    params: byService,
    query: z.object({ release: z.string().max(80), path: z.string().min(1).max(500), line: z.coerce.number().int().positive() }),
    answer: SourceSlice,
  },
} as const satisfies Record<string, Route>
