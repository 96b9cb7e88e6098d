import { statSync } from 'node:fs'
import type { Logger } from 'pino'
import type { Fact } from '#contract/shared.ts'
import { levels } from '#contract/telemetry.ts'
import type { Retention } from './log-removal.ts'
import { pack } from './pack.ts'
import type { LogSink, Logs } from './port.ts'
import { createWorkerClient } from './worker-client.ts'

export interface EmbeddedLogs extends Logs, LogSink, AsyncDisposable {}

const dayMs = 86_400_000
const kept: Retention = { maxAgeMs: 7 * dayMs, maxBytes: 4 * 1024 ** 3 }

/** A search answers in part after `searchMs`; what does not answer at all is given up. */
const limits = { searchMs: 2000, sweepMs: 5000, readMs: 5000, writeMs: 30_000, forgetMs: 120_000 }

/** Log records in one SQLite file with its own index of words, behind a worker thread. */
export const createEmbeddedLogs = async (options: {
  path: string
  log: Logger
  retention?: Retention
  searchMs?: number
  /** How often it looks for records that are too old or too many. */
  sweepMs?: number
}): Promise<EmbeddedLogs> => {
  const { path, log, retention = kept, searchMs = limits.searchMs, sweepMs = limits.sweepMs } = options
  const notes: Fact[] = []
  const worker = await createWorkerClient(
    { path, retention, searchMs, sweepMs, levels },
    {
      movedTo(movedTo) {
        log.error({ path, movedTo }, 'the log store is damaged; it was moved aside and an empty one begun')
        notes.push({ code: 'store.moved_aside', params: { path: movedTo } })
      },
      trouble: (message) => log.error({ path }, message),
    },
  )
  const read = (signal: AbortSignal) => ({ ms: limits.readMs, signal })

  return {
    kind: 'embedded',
    search: (query, signal) => worker.ask('search', [query], read(signal)),
    storedSince: (cursor, levels, limit, signal) => worker.ask('storedSince', [cursor, levels, limit], read(signal)),
    store: (records, positions) => worker.ask('store', [pack(records, positions)], { ms: limits.writeMs }),
    position: (instance) => worker.ask('position', [instance], { ms: limits.readMs }),
    forget: (instances) => worker.ask('forget', [instances], { ms: limits.forgetMs }),
    async status(signal) {
      const { version, records } = await worker.ask('status', [], read(signal))
      return { version, address: path, records, bytes: statSync(path).size, notes: [...notes] }
    },
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  }
}
