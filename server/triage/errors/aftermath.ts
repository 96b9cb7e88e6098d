import type { Aftermath } from '#contract/triage.ts'
import { releaseId } from '#lib/identity.ts'
import type { GroupRecord } from '../../records/error-rows.ts'
import type { Switch } from '../../records/live.ts'
import type { TriageDeps } from '../deps.ts'
import { beforeMs, enoughRequests, graceMs, silenceMs } from '../verdict/constants.ts'

const minuteMs = 60_000

export interface Measured {
  errorsSince: number
  requestsSince: number
  errorsBefore: number
  requestsBefore: number
  /** Time after the switch that is looked at. */
  sinceMs: number
}

/** One error after the grace is enough to deny; to say "stopped" takes as many requests as would have shown it. */
export const outcomeOf = ({ errorsSince, requestsSince, errorsBefore, requestsBefore, sinceMs }: Measured): Aftermath['outcome'] => {
  if (errorsSince > 0) return 'did_not_stop'
  if (sinceMs > graceMs && requestsSince >= enoughRequests(errorsBefore, requestsBefore)) return 'stopped'
  return requestsSince === 0 && sinceMs >= silenceMs ? 'not_exercised' : 'watching'
}

/** The last rollback of the service that left a release under which the error was seen, and the switch that ended it. */
const lastRollback = (switches: readonly Switch[], numbers: ReadonlySet<number>): { rollback: Switch; next: Switch | null } | null => {
  const at = switches.findLastIndex(({ kind, from }) => kind === 'rollback' && from !== null && numbers.has(from))
  const rollback = switches[at]
  return rollback === undefined ? null : { rollback, next: switches[at + 1] ?? null }
}

const perMinute = (count: number, ms: number): number => (ms <= 0 ? 0 : Math.round((count / ms) * minuteMs * 100) / 100)

/**
 * Requests are counted by the minute. The minute of the switch counts when the release that came back did not serve in it before
 * as well: its requests of that minute then all came after the switch.
 */
export const countedFrom = (switchedAt: number, guiltySince: number): number => {
  const minute = Math.floor(switchedAt / minuteMs) * minuteMs
  return guiltySince < minute ? minute : minute + minuteMs
}

/** Whether the error stopped after the rollback, and what that rests on; null where nothing was rolled back. */
export const aftermathOf = async (
  { errors, exposure, live, clock }: Pick<TriageDeps, 'errors' | 'exposure' | 'live' | 'clock'>,
  group: GroupRecord,
  environment: string,
  numbers: readonly number[],
): Promise<Aftermath | null> => {
  const { service } = group
  const switches = await live.switches({ service, environment })
  const found = lastRollback(switches, new Set(numbers))
  if (found === null) return null
  const { rollback, next } = found
  const end = next?.at ?? clock.now()
  const began = switches.findLast(({ at, number }) => at < rollback.at && number === rollback.from)?.at ?? rollback.at - beforeMs
  const before = Math.max(began, rollback.at - beforeMs)
  const [errorsSince, since, errorsBefore, requestsBefore] = await Promise.all([
    errors.count({ group: group.id, environment, from: rollback.at + graceMs, to: end }),
    exposure.total({ service, environment, number: rollback.number, from: countedFrom(rollback.at, began), to: end }),
    errors.count({ group: group.id, environment, from: before, to: rollback.at }),
    exposure.total({ service, environment, number: rollback.from ?? 0, from: Math.floor(before / minuteMs) * minuteMs, to: rollback.at }),
  ])
  const sinceMs = end - rollback.at
  return {
    deployment: rollback.deployment,
    to: releaseId(service, environment, rollback.number),
    at: rollback.at,
    outcome: outcomeOf({
      errorsSince,
      requestsSince: since.requests,
      errorsBefore,
      requestsBefore: requestsBefore.requests,
      sinceMs,
    }),
    errorsSince,
    requestsSince: since.requests,
    perMinuteBefore: perMinute(errorsBefore, rollback.at - before),
    perMinuteSince: perMinute(errorsSince, sinceMs - graceMs),
  }
}
