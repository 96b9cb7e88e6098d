import type { DatabaseSync } from 'node:sqlite'
import { transaction, usedBytes } from '#lib/sqlite-file.ts'

export interface Retention {
  maxAgeMs: number
  maxBytes: number
}

/** Traces deleted in one step: few enough that a query never waits noticeably. */
const slice = 50

/** Deletes the traces that were quiet the longest. `sweep` does one small step and says whether more is due. */
export const createTraceRetention = (database: DatabaseSync, { maxAgeMs, maxBytes }: Retention) => {
  const oldest = database.prepare('select trace_id, arrived_at from traces order by last_seq limit ?')
  const subtract = database.prepare('update totals set spans = spans - (select coalesce(sum(spans), 0) from segments where trace_id = ?)')
  const removals = ['segments', 'parts', 'traces'].map((table) => database.prepare(`delete from ${table} where trace_id = ?`))
  const removeEntries = database.prepare('delete from entries where minute < ?')

  return {
    sweep(now: number): boolean {
      const tooBig = usedBytes(database) > maxBytes
      const due = oldest.all(slice).filter((row) => tooBig || Number(row.arrived_at) < now - maxAgeMs)
      if (due.length === 0) return false
      transaction(database, () => {
        for (const row of due) for (const statement of [subtract, ...removals]) statement.run(String(row.trace_id))
        removeEntries.run(now - maxAgeMs)
      })
      return due.length === slice
    },
  }
}
