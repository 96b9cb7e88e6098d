import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createEmbeddedTraces } from '../../server/backends/traces/embedded.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { tracesConformance } from './traces-conformance.ts'

tracesConformance('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-traces-'))
  const store = await createEmbeddedTraces({
    path: join(folder, 'traces.db'),
    grpcPort: 0,
    httpPort: 0,
    host: '127.0.0.1',
    log: pino({ level: 'silent' }),
    clock: systemClock,
  })
  const close = store[Symbol.asyncDispose].bind(store)
  return Object.assign(store, {
    async [Symbol.asyncDispose]() {
      await close()
      await rm(folder, { recursive: true })
    },
  })
})
