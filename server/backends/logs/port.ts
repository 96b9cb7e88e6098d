import type { Fact } from '#contract/shared.ts'
import type { Level, LogRecord } from '#contract/telemetry.ts'

/** Bytes and lines of each stream whose records are stored; all 0 for an instance that is not known. */
export interface StoredPosition {
  stdout: number
  stderr: number
  stdoutLines: number
  stderrLines: number
}

export type NewLogRecord = Omit<LogRecord, 'id'>

export interface LogQuery {
  /** Words that all must occur; quoted text is a phrase; Chinese of one character on is found. */
  text?: string
  environment?: string
  service?: string
  instance?: string
  instances?: readonly string[]
  level?: Level
  levels?: readonly Level[]
  traceId?: string
  from?: number
  to?: number
  after?: string
  limit: number
}

export interface LogPage {
  items: LogRecord[]
  next: string | null
  total: number
  totalIsExact: boolean
}

export interface Logs {
  readonly kind: string
  search(query: LogQuery, signal: AbortSignal): Promise<LogPage>
  /** Records of these levels stored after the cursor, in the order of storing: what error grouping reads. */
  storedSince(cursor: number, levels: readonly Level[], limit: number, signal: AbortSignal): Promise<LogRecord[]>
  status(signal: AbortSignal): Promise<{ version: string; address: string; records: number; bytes: number; notes: Fact[] }>
}

/** A log store that `collect` feeds. Records and the position they were read up to are stored in one transaction. */
export interface LogSink {
  store(records: readonly NewLogRecord[], positions: readonly { instance: string; position: StoredPosition }[]): Promise<void>
  position(instance: string): Promise<StoredPosition>
  /** Deletes what belongs to these instances. */
  forget(instances: readonly string[]): Promise<void>
}
