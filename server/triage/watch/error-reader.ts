import { AppError } from '#contract/errors.ts'
import type { LogRecord } from '#contract/telemetry.ts'
import type { Code } from '../code.ts'
import type { TriageDeps } from '../deps.ts'
import { type Observation, observeRecord, observeTrace } from '../observe.ts'
import { createAnnouncer } from './announcer.ts'
import { createCursors } from './cursors.ts'
import { createPending } from './pending.ts'

const page = 200
/** Beyond this many traces that wait, the stores are not read further: they keep what has not been read. */
const maxPending = 2000
/** Traces that are judged at one look; the next look goes on, so that a flood does not hold up the exposure. */
const maxJudged = 200

export interface Waits {
  settleMs: number
  traceWaitMs: number
}

export interface ErrorReader {
  read(signal: AbortSignal): Promise<void>
  /** Nothing waits, and the stores hold nothing unread. */
  isIdle(signal: AbortSignal): Promise<boolean>
}

/**
 * Reads what failed, in the order in which the stores learnt of it. A cursor is remembered only up to the first trace that has
 * not been judged yet: after a crash the rest is read again, which changes nothing, as an event is unique for its trace.
 */
export const createErrorReader = (deps: TriageDeps, code: Code, waits: Waits): ErrorReader => {
  const { traces, logs, errors, clock, log } = deps
  const pending = createPending()
  const announcer = createAnnouncer(deps.announce, clock)
  const cursors = createCursors(deps)

  const remember = async (observations: readonly Observation[]): Promise<void> => {
    if (observations.length === 0) return
    for (const { group, left } of await errors.record(observations)) {
      announcer.changed(group)
      if (left !== null) announcer.changed(left)
    }
  }

  const readFailed = async (signal: AbortSignal): Promise<number> => {
    const failed = await traces.failedSince(cursors.at('failed'), page, signal)
    for (const { traceId, cursor, arrivedAt } of failed) {
      pending.add(traceId, { stream: 'failed', cursor, due: arrivedAt + waits.settleMs, giveUp: 0 })
      cursors.advance('failed', cursor)
    }
    return failed.length
  }

  const readLogs = async (signal: AbortSignal): Promise<number> => {
    const records = await logs.storedSince(cursors.at('logs'), ['error', 'fatal'], page, signal)
    const alone: LogRecord[] = []
    const now = clock.now()
    for (const one of records) {
      if (one.traceId === null) alone.push(one)
      else pending.add(one.traceId, { stream: 'logs', cursor: one.id, due: now + waits.settleMs, giveUp: now + waits.traceWaitMs })
    }
    const observations: Observation[] = []
    for (const one of alone) {
      const observation = await observeRecord(deps, code, one, signal)
      if (observation !== null) observations.push(observation)
    }
    await remember(observations)
    cursors.advance('logs', records.at(-1)?.id ?? 0)
    return records.length
  }

  const judge = async (traceId: string, signal: AbortSignal): Promise<void> => {
    const token = pending.token(traceId)
    const { found, observation } = await observeTrace(deps, code, traceId, signal)
    const now = clock.now()
    if (!found && pending.giveUpAt(traceId) > now) {
      pending.postpone(traceId, now + waits.settleMs)
      return
    }
    if (observation !== null) await remember([observation])
    pending.done(traceId, token)
  }

  /** A store that is away stops the look; a trace that cannot be understood must not stop the ones behind it. */
  const judgeSafely = async (traceId: string, signal: AbortSignal): Promise<void> => {
    try {
      await judge(traceId, signal)
    } catch (error) {
      if (signal.aborted || error instanceof AppError) throw error
      log.error({ err: error, traceId }, 'a failed trace could not be judged')
      pending.done(traceId, pending.token(traceId))
    }
  }

  return {
    async read(signal) {
      await cursors.load(signal)
      let more = true
      while (more && pending.size() < maxPending && !signal.aborted) {
        const read = [await readFailed(signal), await readLogs(signal)]
        more = read.some((count) => count === page)
      }
      for (const traceId of pending.due(clock.now(), maxJudged)) await judgeSafely(traceId, signal)
      await cursors.save(pending)
      announcer.flush()
    },
    async isIdle(signal) {
      if (!cursors.loaded || pending.size() > 0) return false
      const [failed, records] = await Promise.all([
        traces.failedSince(cursors.at('failed'), 1, signal),
        logs.storedSince(cursors.at('logs'), ['error', 'fatal'], 1, signal),
      ])
      return failed.length === 0 && records.length === 0
    },
  }
}
