import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import pino from 'pino'
import { createEmbeddedLogs, type EmbeddedLogs } from '../../server/backends/logs/embedded.ts'
import { routes } from '../../server/contract/routes.ts'
import { logHandlers } from '../../server/http/logs.ts'
import { makeLines, quantile, traceIdOf } from './log-lines.ts'
import type { Measure } from './run.ts'

const rows = 1_000_000
const batch = 5000
const lookups = 300

/** The route as the console serves it, and one that answers the same without asking the store. */
const serve = async (logs: EmbeddedLogs) => {
  const handlers = logHandlers({ logs })
  const app = express()
  const signal = new AbortController().signal
  const ask = (query: unknown) =>
    handlers.logs({ params: undefined, query: routes.logs.query.parse(query), body: undefined, idempotencyKey: null, signal })
  const sample = await ask({ traceId: traceIdOf(0) })
  app.get('/api/logs', async (request, response) => void response.json(await ask(request.query)))
  app.get('/constant', (_, response) => void response.json(sample))
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server }
}

const timesOf = async (address: (index: number) => string, check: (items: number) => void): Promise<number[]> => {
  const times: number[] = []
  for (let index = 0; index < lookups; index += 1) {
    const began = performance.now()
    const answer: { items: unknown[] } = await (await fetch(address(index))).json()
    times.push(performance.now() - began)
    check(answer.items.length)
  }
  return times
}

/** P18: looking a traceId up over HTTP among a million records. */
export const measure = async (): Promise<Measure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-p18-'))
  try {
    await using store = await createEmbeddedLogs({ path: join(folder, 'logs.db'), log: pino({ level: 'silent' }) })
    for (let first = 0; first < rows; first += batch) await store.store(makeLines(first, batch, Date.now()), [])
    const { origin, server } = await serve(store)
    const one = (items: number): void => {
      if (items !== 1) throw new Error(`A traceId was found ${items} times instead of once.`)
    }
    const known = (index: number): number => Math.floor((index * rows) / lookups / 3) * 3
    const times = await timesOf((index) => `${origin}/api/logs?traceId=${traceIdOf(known(index))}`, one)
    const floors = await timesOf(() => `${origin}/constant`, one)
    server.closeAllConnections()
    server.close()
    const [value, floor] = [quantile(times, 0.95), quantile(floors, 0.95)]
    return [
      {
        id: 'P18',
        value: Math.round(value * 100) / 100,
        unit: 'ms p95, traceId over HTTP in 1M records',
        floor: Math.round(floor * 100) / 100,
        ratio: value / floor,
        target: '<= 10 ms',
        ok: value <= 10,
      },
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}
