import type { LogRecord } from '#contract/telemetry.ts'
import type { StoredPosition } from './port.ts'

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

export const rowOf = (batch: Batch, index: number): BatchRow => ({
  at: batch.at[index] ?? 0,
  seq: batch.seq[index] || null,
  level: batch.level[index] ?? 0,
  cut: batch.cut[index] ?? 0,
  origin: batch.origin[index] ?? 0,
  text: batch.texts[index] ?? '',
  traceId: batch.traces[index] ?? null,
})
