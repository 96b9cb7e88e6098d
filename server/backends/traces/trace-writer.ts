import type { DatabaseSync } from 'node:sqlite'
import { constants as zlib, zstdCompressSync } from 'node:zlib'
import type { Fact } from '#contract/shared.ts'
import type { Span } from '#contract/telemetry.ts'
import { transaction } from '#lib/sqlite-file.ts'
import type { StoredSegment } from './segment.ts'

const minuteMs = 60_000
/** Clocks differ by seconds; a span further ahead is filed under its arrival, or it would head every list for ever. */
const aheadMs = 60_000

/** Instances are named `<service>-<environment>-r<number>-<n>`; null for an instance that is not one of ours. */
export const environmentOf = (service: string, instance: string): string | null => {
  const stem = /^(.+)-r[1-9]\d*-[1-9]\d*$/.exec(instance)?.[1]
  if (stem === undefined) return null
  const environment = stem.startsWith(`${service}-`) ? stem.slice(service.length + 1) : stem.slice(stem.lastIndexOf('-') + 1)
  return environment === '' ? null : environment
}

const packed = (spans: Span[], notes: Fact[]): string | Uint8Array => {
  const doc = JSON.stringify({ spans, notes })
  return doc.length < 1000 ? doc : zstdCompressSync(doc, { params: { [zlib.ZSTD_c_compressionLevel]: 1 } })
}

const prepare = (database: DatabaseSync) => ({
  segment: database.prepare(
    `insert into segments (segment_id, trace_id, arrived_at, spans, doc) values (?, ?, ?, ?, ?) on conflict (segment_id) do nothing`,
  ),
  /** The root is the segment that nothing of the trace refers to, the earliest one where several or none are so. */
  trace: database.prepare(`
    insert into traces values (:traceId, :startAt, :endAt, :failed, :seq, :arrivedAt, :rank, :startAt, :segmentId, :service, :environment, :operation)
    on conflict (trace_id) do update set
      start_at = min(start_at, excluded.start_at), end_at = max(end_at, excluded.end_at), failed = max(failed, excluded.failed),
      last_seq = excluded.last_seq, arrived_at = excluded.arrived_at`),
  root: database.prepare(`
    update traces set root_rank = :rank, root_start = :startAt, root_segment = :segmentId, service = :service, environment = :environment,
      operation = :operation
    where trace_id = :traceId and (root_rank, root_start, root_segment) > (:rank, :startAt, :segmentId)`),
  part: database.prepare(`insert or ignore into parts select ?, ?, ?, start_at from traces where trace_id = ?`),
  partStart: database.prepare(`update parts set start_at = ? where trace_id = ? and start_at > ?`),
  total: database.prepare('update totals set spans = spans + ?'),
  entry: database.prepare(`
    insert into entries values (?, ?, ?, ?, 1, ?)
    on conflict (minute, instance, operation) do update set requests = requests + 1, failed = failed + excluded.failed`),
})

/** Writes segments and everything that is counted from them, all in one transaction. */
export const createTraceWriter = (database: DatabaseSync) => {
  const statements = prepare(database)

  const filedAt = (at: number, arrivedAt: number): number => (at > arrivedAt + aheadMs ? arrivedAt : at)

  const writeTrace = (segment: StoredSegment, seq: number, arrivedAt: number): void => {
    const { spans, traceId, segmentId, service, instance } = segment
    const first = spans.reduce((earliest, span) => (span.spanId < earliest.spanId ? span : earliest))
    const startAt = filedAt(Math.min(...spans.map((span) => span.startAt)), arrivedAt)
    const environment = environmentOf(service, instance)
    const root = {
      traceId,
      rank: spans.some((span) => span.refs.length > 0) ? 1 : 0,
      startAt,
      segmentId,
      service,
      environment,
      operation: first.operation,
    }
    const endAt = Math.max(startAt, filedAt(Math.max(...spans.map((span) => span.endAt)), arrivedAt))
    statements.trace.run({ ...root, endAt, seq, arrivedAt, failed: spans.some((span) => span.failed) ? 1 : 0 })
    statements.root.run(root)
    statements.partStart.run(startAt, traceId, startAt)
    statements.part.run(traceId, service, environment ?? '', traceId)
  }

  const countEntries = ({ spans, service, instance }: StoredSegment, arrivedAt: number): void => {
    for (const span of spans) {
      if (span.kind !== 'entry') continue
      const minute = Math.floor(filedAt(span.startAt, arrivedAt) / minuteMs) * minuteMs
      statements.entry.run(minute, instance, span.operation, service, span.failed ? 1 : 0)
    }
  }

  const write = (segment: StoredSegment, arrivedAt: number): boolean => {
    const { segmentId, traceId, spans, notes } = segment
    const ahead = Math.max(...spans.map((span) => span.startAt)) - arrivedAt
    const said = ahead > aheadMs ? [...notes, { code: 'trace.from_the_future', params: { segmentId, aheadMs: ahead } }] : notes
    const { changes, lastInsertRowid } = statements.segment.run(segmentId, traceId, arrivedAt, spans.length, packed(spans, said))
    if (changes === 0) return false
    writeTrace(segment, Number(lastInsertRowid), arrivedAt)
    countEntries(segment, arrivedAt)
    statements.total.run(spans.length)
    return true
  }

  return {
    /** A segment that is known already changes nothing. Returns how many were new. */
    store: (segments: readonly StoredSegment[], arrivedAt: number): number =>
      transaction(database, () => segments.filter((segment) => write(segment, arrivedAt)).length),
  }
}
