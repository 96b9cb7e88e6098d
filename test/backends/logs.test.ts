import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createEmbeddedLogs } from '../../server/backends/logs/embedded.ts'
import { logsConformance } from './logs-conformance.ts'

logsConformance('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-logs-'))
  const store = await createEmbeddedLogs({ path: join(folder, 'logs.db'), log: pino({ level: 'silent' }) })
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
})
