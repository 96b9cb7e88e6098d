import type { DatabaseSync } from 'node:sqlite'
import { transaction, usedBytes } from '#lib/sqlite-file.ts'
import { exactly, fieldWord } from './words.ts'

export interface Retention {
  maxAgeMs: number
  maxBytes: number
}

/** Records deleted in one step: few enough that a query never waits noticeably. */
const slice = 500
/** The index gives space back when it merges, so a store that is too big is cut by a part and looked at again. */
const partWhenTooBig = 0.02

/** The index is compacted when this share of its records is deleted ones. */
const shareToCompact = 0.2
const pagesPerStep = 64

export const createLogRemoval = (database: DatabaseSync, { maxAgeMs, maxBytes }: Retention) => {
  const oldest = database.prepare('select id, at from records order by id limit ?')
  const ofInstance = database.prepare('select rowid as id from words where words match ? order by rowid limit ?')
  const removeRecord = database.prepare('delete from records where id = ?')
  const removeWords = database.prepare('delete from words where rowid = ?')
  const removeMinutes = database.prepare('delete from minutes where last_id < (select coalesce(min(id), 0) from records)')
  const removePosition = database.prepare('delete from positions where instance = ?')
  const count = database.prepare('update totals set records = records - ?')
  const records = database.prepare('select records from totals')

  const merge = database.prepare(`insert into words (words, rank) values ('merge', ?)`)
  const changes = database.prepare('select total_changes() as n')
  let deleted = 0
  let compacting = false

  const remove = (ids: readonly number[]): void => {
    for (const id of ids) {
      removeRecord.run(id)
      removeWords.run(id)
    }
    count.run(ids.length)
    deleted += ids.length
  }

  return {
    /** How many of the oldest records must go because the store is too big. */
    surplus: (): number => (usedBytes(database) > maxBytes ? Math.ceil(Number(records.get()?.records) * partWhenTooBig) : 0),

    /** One small step. Returns how many records it deleted; fewer than `full` means that nothing more is due. */
    removeOldest(now: number, surplus: number): number {
      const rows = oldest.all(slice)
      const young = rows.findIndex((row, index) => index >= surplus && Number(row.at) >= now - maxAgeMs)
      const due = young === -1 ? rows : rows.slice(0, young)
      if (due.length === 0) return 0
      transaction(database, () => {
        remove(due.map((row) => Number(row.id)))
        removeMinutes.run()
      })
      return due.length
    },

    /** One small step of deleting an instance; the last one, which finds nothing more, forgets its position. */
    removeInstance(instance: string): number {
      return transaction(database, () => {
        const ids = ofInstance.all(exactly(fieldWord('instance', instance)), slice).map((row) => Number(row.id))
        remove(ids)
        if (ids.length < slice) removePosition.run(instance)
        return ids.length
      })
    },
    full: slice,

    /** One small step of clearing the index of deleted records. Returns whether there is more to do. */
    compact(): boolean {
      if (!compacting && deleted <= Number(records.get()?.records) * shareToCompact) return false
      const before = Number(changes.get()?.n)
      // A negative number begins with a new round over the whole index, a positive one goes on with it.
      merge.run(compacting ? pagesPerStep : -pagesPerStep)
      if (!compacting) deleted = 0
      compacting = Number(changes.get()?.n) - before >= 2
      return compacting
    },
  }
}
