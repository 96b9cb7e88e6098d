import type { ErrorCode } from '#contract/errors.ts'
import type { Level, LogRecord } from '#contract/telemetry.ts'
import type { Batch } from './batch.ts'
import type { Retention } from './log-removal.ts'
import type { LogPage, LogQuery, StoredPosition } from './port.ts'

/** What the store's worker thread can be asked. */
export interface Calls {
  store(batch: Batch): void
  position(instance: string): StoredPosition
  forget(instances: readonly string[]): void
  search(query: LogQuery): LogPage
  storedSince(cursor: number, levels: readonly Level[], limit: number): LogRecord[]
  status(): { version: string; records: number }
  close(): void
}

export type CallName = keyof Calls
export type Ask = { [Name in CallName]: { id: number; call: Name; args: Parameters<Calls[Name]> } }[CallName]
export type Request = Ask | { cancel: number }

export type Reply =
  | { id: number; value: ReturnType<Calls[CallName]> }
  | { id: number; error: { code: ErrorCode; message: string } }
  | { ready: true }
  | { unusable: string }
  | { movedTo: string }
  | { trouble: string }

export interface WorkerSettings {
  path: string
  retention: Retention
  /** A search that takes longer answers with what it has. */
  searchMs: number
  sweepMs: number
  /** By number, as the store keeps them. Handed over, so that the worker need not load the schemas of the contract. */
  levels: readonly Level[]
}
