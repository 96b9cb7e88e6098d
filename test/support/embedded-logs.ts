import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createEmbeddedLogs, type EmbeddedLogs } from '../../server/backends/logs/embedded.ts'

/** A log store in a folder of its own, which goes with it; `path` keeps one that the test made. */
export const openLogs = async (options: Partial<Parameters<typeof createEmbeddedLogs>[0]> = {}): Promise<EmbeddedLogs> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-logs-'))
  const store = await createEmbeddedLogs({ path: join(folder, 'logs.db'), log: pino({ level: 'silent' }), ...options })
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}
