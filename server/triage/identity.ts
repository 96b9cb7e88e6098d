import type { Identity } from '#contract/telemetry.ts'
import { parseInstanceName, releaseId } from '#lib/identity.ts'
import type { Switch } from '../records/live.ts'

/** Requests that were inside at the switch are answered by the release before: so long it may still be the one. */
const drainMs = 60_000

interface Interval {
  service: string
  environment: string
  number: number
  from: number
  /** Exclusive; null while it lasts. */
  to: number | null
}

/** When each release took the traffic, from switches in order of time. */
export const liveIntervals = (switches: readonly Switch[]): Interval[] => {
  const open = new Map<string, Interval>()
  const intervals: Interval[] = []
  for (const { service, environment, number, at } of switches) {
    const place = `${service}/${environment}`
    const before = open.get(place)
    if (before !== undefined) before.to = at
    const interval: Interval = { service, environment, number, from: at, to: null }
    open.set(place, interval)
    intervals.push(interval)
  }
  return intervals
}

export interface Known {
  environments: readonly string[]
  /** Switches of the service, in order of time. */
  switches: readonly Switch[]
}

/**
 * The release of whoever reported something: its instance name says it, else the history of switches, which during an overlap
 * and without an environment answers with a set.
 */
export const identify = (reporter: { service: string; instance: string; at: number }, known: Known): Identity => {
  const { service, instance, at } = reporter
  // `pre-prod` must win over `prod`.
  const environments = [...known.environments].sort((a, b) => b.length - a.length)
  const named = parseInstanceName(instance, environments)
  if (named !== null) {
    const release = releaseId(named.service, named.environment, named.number)
    return { service: named.service, environment: named.environment, instance, releases: [release], by: 'instance' }
  }
  const possible = liveIntervals(known.switches.filter((one) => one.service === service)).filter(
    ({ from, to }) => from <= at && (to === null || at < to + drainMs),
  )
  const places = new Set(possible.map(({ environment }) => environment))
  const releases = [...new Set(possible.map(({ environment, number }) => releaseId(service, environment, number)))]
  const environment = places.size === 1 ? ([...places][0] ?? null) : null
  return { service, environment, instance, releases, by: releases.length > 0 ? 'history' : 'unknown' }
}
