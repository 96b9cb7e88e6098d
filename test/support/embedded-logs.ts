import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createEmbeddedLogs, type EmbeddedLogs } from '../../server/backends/logs/embedded.ts'

/** Tests write of 1970; nothing of it is too old. */
const retention = { maxAgeMs: Number.MAX_SAFE_INTEGER, maxBytes: Number.MAX_SAFE_INTEGER }

/** A log store in a folder of its own, which goes with it; `path` keeps one that the test made. */
export const openLogs = async (options: Partial<Parameters<typeof createEmbeddedLogs>[0]> = {}): Promise<EmbeddedLogs> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-logs-'))
  const store = await createEmbeddedLogs({ path: join(folder, 'logs.db'), log: pino({ level: 'silent' }), retention, ...options })
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}
