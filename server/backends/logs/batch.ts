import { type LogRecord, levels } from '#contract/telemetry.ts'
import type { NewLogRecord, StoredPosition } from './port.ts'

export type Origin = Pick<LogRecord, 'service' | 'environment' | 'instance' | 'release' | 'stream'>
export type Position = { instance: string; position: StoredPosition }

/**
 * Records on their way to the worker. Columns instead of objects: copying them to the other thread costs a third, and it is the
 * main thread that pays.
 */
export interface Batch {
  at: Float64Array
  /** 0 is none: lines count from 1. */
  seq: Float64Array
  level: Uint8Array
  cut: Uint32Array
  /** Index into `origins`. */
  origin: Uint16Array
  origins: Origin[]
  texts: string[]
  traces: (string | null)[]
  positions: readonly Position[]
}

/** Rows of one record of a batch, in the order of the columns. */
export interface BatchRow {
  at: number
  seq: number | null
  level: number
  cut: number
  origin: number
  text: string
  traceId: string | null
}

const mostOrigins = 65_535

const sameOrigin = (a: Origin, b: Origin): boolean =>
  a.instance === b.instance &&
  a.stream === b.stream &&
  a.release === b.release &&
  a.service === b.service &&
  a.environment === b.environment

const numberer = (origins: Origin[]) => {
  const known = new Map<string, number>()
  let last = -1
  return (record: NewLogRecord): number => {
    const before = origins[last]
    if (before !== undefined && sameOrigin(before, record)) return last
    const { service, environment, instance, release, stream } = record
    const key = [instance, release, stream, service, environment].join('\n')
    last = known.get(key) ?? origins.push({ service, environment, instance, release, stream }) - 1
    known.set(key, last)
    return last
  }
}

export const pack = (records: readonly NewLogRecord[], positions: readonly Position[]): Batch => {
  const size = records.length
  const batch: Batch = {
    at: new Float64Array(size),
    seq: new Float64Array(size),
    level: new Uint8Array(size),
    cut: new Uint32Array(size),
    origin: new Uint16Array(size),
    origins: [],
    texts: records.map((record) => record.text),
    traces: records.map((record) => record.traceId),
    positions,
  }
  const originOf = numberer(batch.origins)
  records.forEach((record, index) => {
    batch.at[index] = record.at
    batch.seq[index] = record.seq ?? 0
    batch.level[index] = levels.indexOf(record.level)
    batch.cut[index] = record.cutBytes
    batch.origin[index] = originOf(record)
  })
  if (batch.origins.length > mostOrigins) throw new RangeError(`A batch holds at most ${mostOrigins} different origins.`)
  return batch
}

export const rowOf = (batch: Batch, index: number): BatchRow => ({
  at: batch.at[index] ?? 0,
  seq: batch.seq[index] || null,
  level: batch.level[index] ?? 0,
  cut: batch.cut[index] ?? 0,
  origin: batch.origin[index] ?? 0,
  text: batch.texts[index] ?? '',
  traceId: batch.traces[index] ?? null,
})
