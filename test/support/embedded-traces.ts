import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createEmbeddedTraces, type EmbeddedTraces } from '../../server/backends/traces/embedded.ts'
import { systemClock } from '../../server/lib/clock.ts'

type Options = Parameters<typeof createEmbeddedTraces>[0]

/** A trace store in a folder of its own, which goes with it; `folder` keeps one that the test made. */
export const openTraces = async (options: Partial<Options> = {}): Promise<EmbeddedTraces> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-traces-'))
  const store = await createEmbeddedTraces({
    path: join(folder, 'traces.db'),
    grpcPort: 0,
    httpPort: 0,
    host: '127.0.0.1',
    log: pino({ level: 'silent' }),
    clock: systemClock,
    ...options,
  })
  const close = store[Symbol.asyncDispose].bind(store)
  return Object.assign(store, {
    async [Symbol.asyncDispose]() {
      await close()
      await rm(folder, { recursive: true })
    },
  })
}
