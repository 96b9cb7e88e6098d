import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { startConsole } from '../support/console.ts'
import type { Measure } from './run.ts'
import { median } from './statistics.ts'

const rssMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024

/** The floor of every start: a Node process that does nothing. */
const bareNode = async (): Promise<{ startMs: number; rss: number }> => {
  const began = performance.now()
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1e6)'], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child.stdout, 'data')
  const startMs = performance.now() - began
  await sleep(1000)
  const rss = rssMb(child.pid ?? 0)
  child.kill('SIGKILL')
  return { startMs, rss }
}

/** P26: start of the console to the first good answer, and its memory when nothing happens. */
export const measure = async (): Promise<Measure[]> => {
  const floor = await bareNode()
  const starts: number[] = []
  let idle = 0
  for (let round = 0; round < 5; round += 1) {
    await using running = await startConsole({ sample: false })
    starts.push(running.tookMs)
    if (round === 4) {
      await sleep(15_000)
      idle = rssMb(running.pid)
    }
  }
  const start = median(starts)
  return [
    {
      id: 'P26a',
      value: Math.round(start),
      unit: 'ms to the first 200',
      floor: Math.round(floor.startMs),
      ratio: start / floor.startMs,
      target: '<= 1000 ms',
      ok: start <= 1000,
    },
    {
      id: 'P26b',
      value: Math.round(idle),
      unit: 'MB RSS, idle',
      floor: Math.round(floor.rss),
      ratio: idle / floor.rss,
      target: '<= 120 MB',
      ok: idle <= 120,
    },
  ]
}
