import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { zstdDecompressSync } from 'node:zlib'
import type { Fact } from '#contract/shared.ts'
import type { Span, Trace, TraceSummary } from '#contract/telemetry.ts'
import type { EntryCount, FailedTrace, TraceQuery } from './port.ts'

type Row = Record<string, unknown>

/** An answer has an end: a trace beyond this is shown in part, and says so. */
const mostSpans = 50_000
const mostCounts = 50_000

const unpacked = (doc: unknown): { spans: Span[]; notes: Fact[] } => {
  const text = typeof doc === 'string' ? doc : zstdDecompressSync(doc instanceof Uint8Array ? doc : new Uint8Array()).toString()
  return JSON.parse(text)
}

const toSummary = (row: Row): TraceSummary => ({
  traceId: String(row.trace_id),
  startAt: Number(row.start_at),
  durationMs: Number(row.end_at) - Number(row.start_at),
  service: String(row.service),
  environment: row.environment === null ? null : String(row.environment),
  operation: String(row.operation),
  failed: row.failed === 1,
  services: Number(row.services),
})

/** The walk begins at the narrowest index that the query names: the parts of an environment or service, or all traces. */
const listStatement = (query: TraceQuery): { sql: string; values: SQLInputValue[] } => {
  const { service, environment, failed, text, minMs, before } = query
  const byPart = service !== undefined || environment !== undefined
  const conditions: [string, SQLInputValue[]][] = []
  if (environment !== undefined) conditions.push(['p.environment = ?', [environment]])
  if (service !== undefined) conditions.push(['p.service = ?', [service]])
  if (failed !== undefined) conditions.push(['t.failed = ?', [failed ? 1 : 0]])
  if (text !== undefined && text !== '') conditions.push([`instr(lower(t.operation), lower(?)) > 0`, [text]])
  if (minMs !== undefined) conditions.push(['t.end_at - t.start_at >= ?', [minMs]])
  if (before !== undefined) conditions.push([`${byPart ? 'p' : 't'}.start_at < ?`, [before]])
  const from = byPart ? 'parts p cross join traces t on t.trace_id = p.trace_id' : 'traces t'
  const where = conditions.length === 0 ? '' : `where ${conditions.map(([sql]) => sql).join(' and ')}`
  return {
    sql: `select distinct t.*, (select count(distinct service) from parts where trace_id = t.trace_id) as services
      from ${from} ${where} order by ${byPart ? 'p' : 't'}.start_at desc limit ?`,
    values: [...conditions.flatMap(([, values]) => values), query.limit],
  }
}

export const createTraceReader = (database: DatabaseSync) => {
  const statements = {
    segments: database.prepare('select seq, spans, doc from segments where trace_id = ? order by seq'),
    owner: database.prepare('select trace_id from segments where segment_id = ?'),
    failed: database.prepare(
      'select trace_id, last_seq, arrived_at from traces where failed = 1 and last_seq > ? order by last_seq limit ?',
    ),
    entries: database.prepare(
      'select * from entries where minute >= ? and minute < ? and (? is null or service = ?) order by minute limit ?',
    ),
    spans: database.prepare('select spans from totals'),
  }

  return {
    trace(traceId: string): Trace | null {
      const trace: Trace = { traceId, spans: [], notes: [] }
      let left = 0
      for (const row of statements.segments.iterate(traceId)) {
        if (trace.spans.length + Number(row.spans) > mostSpans) {
          left += Number(row.spans)
          continue
        }
        const { spans, notes } = unpacked(row.doc)
        for (const span of spans) trace.spans.push(span)
        trace.notes.push(...notes)
      }
      if (left > 0) trace.notes.push({ code: 'trace.segments_left_out', params: { shown: trace.spans.length, left } })
      return trace.spans.length === 0 && left === 0 ? null : trace
    },

    traceOfSegment(segmentId: string): string | null {
      const row = statements.owner.get(segmentId)
      return row === undefined ? null : String(row.trace_id)
    },

    list(query: TraceQuery): TraceSummary[] {
      const { sql, values } = listStatement(query)
      return database
        .prepare(sql)
        .all(...values)
        .map(toSummary)
    },

    failedSince: (cursor: number, limit: number): FailedTrace[] =>
      statements.failed
        .all(cursor, limit)
        .map((row) => ({ traceId: String(row.trace_id), cursor: Number(row.last_seq), arrivedAt: Number(row.arrived_at) })),

    entryCounts: ({ from, to, service = null }: { from: number; to: number; service?: string | null }): EntryCount[] =>
      statements.entries.all(from, to, service, service, mostCounts).map((row) => ({
        instance: String(row.instance),
        service: String(row.service),
        operation: String(row.operation),
        minute: Number(row.minute),
        requests: Number(row.requests),
        failed: Number(row.failed),
      })),

    spans: (): number => Number(statements.spans.get()?.spans),
  }
}
