import { setImmediate as turn } from 'node:timers/promises'
import { AppError, type ErrorCode, unavailable } from '#contract/errors.ts'
import { isDamage, isFull, type StoreFile } from '#lib/sqlite-file.ts'
import { openLogFile, replaceLogFile } from './log-file.ts'
import { createLogRemoval } from './log-removal.ts'
import { createLogSearch, type Turns } from './log-search.ts'
import { createLogWriter } from './log-writer.ts'
import type { Ask, Reply, WorkerSettings } from './worker-calls.ts'

export interface LogService {
  answer(ask: Ask): Promise<void>
  /** Ends a search that nobody waits for. */
  cancel(id: number): void
}

const refusal = (error: unknown): { code: ErrorCode; message: string } => {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  if (isFull(error)) return { code: 'out_of_space', message: 'The disk of the log store is full.' }
  return { code: 'unavailable', message: `The log store failed: ${error instanceof Error ? error.message : String(error)}` }
}

const storeOf = ({ database }: StoreFile, { retention, levels }: WorkerSettings) => ({
  database,
  writer: createLogWriter(database, levels),
  search: createLogSearch(database, levels),
  removal: createLogRemoval(database, retention),
})

/** The store as its thread sees it: everything is done in steps of some milliseconds, one at a time. */
export const createLogService = (settings: WorkerSettings, say: (reply: Reply) => void): LogService => {
  const { path, searchMs, sweepMs } = settings
  const file = openLogFile(path)
  if (file.movedTo !== null) say({ movedTo: file.movedTo })
  let store = storeOf(file, settings)
  const cancelled = new Set<number>()

  const turnsOf = (id: number): Turns => {
    const until = performance.now() + searchMs
    return {
      async next() {
        await turn()
        if (cancelled.has(id)) throw unavailable('Nobody waits for this search any more.')
        return performance.now() < until
      },
    }
  }

  /** A file that turns out to be damaged is kept aside like one that was damaged at the start. */
  const recover = (error: unknown): void => {
    if (!isDamage(error)) return
    store.database.close()
    const { movedTo, database } = replaceLogFile(path)
    if (movedTo !== null) say({ movedTo })
    store = storeOf({ database, movedTo }, settings)
  }

  const forget = async (instances: readonly string[]): Promise<void> => {
    for (const instance of instances) while (store.removal.removeInstance(instance) === store.removal.full) await turn()
  }

  const sweepOnce = async (): Promise<void> => {
    let surplus = store.removal.surplus()
    for (;;) {
      const removed = store.removal.removeOldest(Date.now(), surplus)
      surplus = Math.max(0, surplus - removed)
      if (removed < store.removal.full) break
      await turn()
    }
    while (store.removal.compact()) await turn()
  }
  const sweep = async (): Promise<void> => {
    try {
      await sweepOnce()
    } catch (error) {
      if (!store.database.isOpen) return
      say({ trouble: `old records could not be deleted: ${refusal(error).message}` })
      recover(error)
    }
    schedule()
  }
  let sweeping: NodeJS.Timeout | undefined
  const schedule = (): void => {
    sweeping = setTimeout(() => void sweep(), sweepMs).unref()
  }
  schedule()

  const perform = async (ask: Ask) => {
    switch (ask.call) {
      case 'store':
        return store.writer.store(...ask.args)
      case 'position':
        return store.writer.position(...ask.args)
      case 'forget':
        return await forget(...ask.args)
      case 'search':
        return await store.search.search(...ask.args, turnsOf(ask.id))
      case 'storedSince':
        return store.search.storedSince(...ask.args)
      case 'status':
        return { version: store.search.version(), records: store.search.records() }
      case 'close':
        clearTimeout(sweeping)
        store.database.close()
    }
  }

  return {
    async answer(ask) {
      try {
        say({ id: ask.id, value: await perform(ask) })
      } catch (error) {
        say({ id: ask.id, error: refusal(error) })
        recover(error)
      }
      cancelled.delete(ask.id)
    },
    cancel: (id) => void cancelled.add(id),
  }
}
