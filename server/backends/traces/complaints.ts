import type { Logger } from 'pino'
import type { Clock } from '#lib/clock.ts'

const everyMs = 60_000

export interface Complaints {
  /** Counts one message that could not be used; the log hears of it at most once a minute. */
  about(reason: string): void
  readonly count: number
}

export const createComplaints = (log: Logger, clock: Clock): Complaints => {
  let count = 0
  let silent = 0
  let saidAt = Number.NEGATIVE_INFINITY
  return {
    about(reason) {
      count += 1
      silent += 1
      if (clock.now() - saidAt < everyMs) return
      saidAt = clock.now()
      log.warn({ reason, since: silent }, 'trace data that cannot be used was dropped')
      silent = 0
    },
    get count() {
      return count
    },
  }
}
