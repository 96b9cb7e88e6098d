import { setTimeout as delay } from 'node:timers/promises'
import type { Code } from './code.ts'
import type { TriageDeps } from './deps.ts'
import { createErrorReader } from './watch/error-reader.ts'
import { createExposureReader } from './watch/exposure-reader.ts'

export interface WatchTimes {
  /** Pause between two looks at the stores. */
  everyMs: number
  /** Segments of one trace come apart: a trace is judged when none came for so long. */
  settleMs: number
  /** A trace that has not come by then will not come; the log record alone makes the event. */
  traceWaitMs: number
  /** Exposure is counted by the minute, so it may be read less often than errors. */
  exposureEveryMs: number
}

export const usualTimes: WatchTimes = { everyMs: 1000, settleMs: 2500, traceWaitMs: 30_000, exposureEveryMs: 5000 }

export interface Watch {
  /** Runs until the signal is aborted; a store that fails is asked again at the next look. */
  run(signal: AbortSignal): Promise<void>
  /** Resolves when everything that the stores hold now has been judged. */
  caughtUp(): Promise<void>
}

/** Turns failed traces and error records into events, and entry spans into exposure. Cursors outlive a restart. */
export const createWatch = (deps: TriageDeps, code: Code, times: WatchTimes = usualTimes): Watch => {
  const errors = createErrorReader(deps, code, times)
  const exposure = createExposureReader(deps)
  let exposureDue = 0
  let failing = false

  const look = async (signal: AbortSignal): Promise<void> => {
    try {
      if (deps.clock.now() >= exposureDue) {
        await exposure.read(signal)
        exposureDue = deps.clock.now() + times.exposureEveryMs
      }
      await errors.read(signal)
      failing = false
    } catch (error) {
      if (!signal.aborted && !failing) deps.log.warn({ err: error }, 'triage could not read the stores; it goes on trying')
      failing = true
    }
  }

  return {
    async run(signal) {
      while (!signal.aborted) {
        await look(signal)
        await deps.clock.sleep(times.everyMs, signal)
      }
    },
    async caughtUp() {
      const signal = AbortSignal.timeout(60_000)
      while (!(await errors.isIdle(signal))) await delay(20, undefined, { signal })
      await exposure.read(signal)
    },
  }
}
