import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { createEmbeddedLogs } from '../../server/backends/logs/embedded.ts'
import { makeLines, quantile } from './log-lines.ts'
import type { Measure } from './run.ts'

const rate = 50_000
const batch = 1000
const seconds = 8

/** How late a timer of 1 ms comes, again and again until `work` is done. */
const latenessDuring = async (work: Promise<unknown>): Promise<number[]> => {
  const late: number[] = []
  let done = false
  void work.finally(() => {
    done = true
  })
  while (!done) {
    const began = performance.now()
    await sleep(1)
    late.push(performance.now() - began - 1)
  }
  return late
}

/** P17: delay of the main thread's event loop while 50,000 records a second go into the store. */
export const measure = async (): Promise<Measure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-p17-'))
  try {
    await using store = await createEmbeddedLogs({ path: join(folder, 'logs.db'), log: pino({ level: 'silent' }) })
    const lines = makeLines(0, rate, Date.now())
    const idle = await latenessDuring(sleep(2000))
    let stored = 0
    const began = performance.now()
    const ingest = async (): Promise<void> => {
      const storing: Promise<unknown>[] = []
      for (let sent = 0; sent < rate * seconds; sent += batch) {
        const due = began + (sent / rate) * 1000
        if (due > performance.now()) await sleep(due - performance.now())
        const from = sent % rate
        storing.push(store.store(lines.slice(from, from + batch), []).then(() => (stored += batch)))
      }
      await Promise.all(storing)
    }
    const busy = await latenessDuring(ingest())
    const reached = stored / ((performance.now() - began) / 1000)
    const [value, floor] = [quantile(busy, 0.99), quantile(idle, 0.99)]
    return [
      {
        id: 'P17',
        value: Math.round(value * 10) / 10,
        unit: `ms event loop delay p99 at ${Math.round(reached)} records/s`,
        floor: Math.round(floor * 10) / 10,
        ratio: value / floor,
        target: '<= 20 ms at 50,000 records/s',
        ok: value <= 20 && reached >= rate * 0.95,
      },
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}
