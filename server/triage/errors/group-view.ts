import type { ErrorGroup } from '#contract/triage.ts'
import type { GroupPlace } from '../../records/error-reads.ts'
import type { GroupRecord } from '../../records/error-rows.ts'

export const recentMs = 5 * 60_000
const newMs = 24 * 3_600_000
export const goneMs = 10 * 60_000
/** Requests without the error after which its absence says something. */
const exercised = 20

type Placed = ErrorGroup['environments'][number]

const inEnvironment = (environment: string, places: readonly GroupPlace[]): Placed => {
  const numbers = places.flatMap(({ number }) => number ?? [])
  return {
    environment,
    count: places.reduce((sum, place) => sum + place.count, 0),
    firstSeen: Math.min(...places.map(({ firstSeen }) => firstSeen)),
    lastSeen: Math.max(...places.map(({ lastSeen }) => lastSeen)),
    numbers: [...new Set(numbers)].sort((a, b) => a - b),
    recent: places.reduce((sum, place) => sum + place.recent, 0),
  }
}

/** An error as lists and pages show it. `requests` is how much its service was asked since `goneMs` ago. */
export const toErrorGroup = (group: GroupRecord, places: readonly GroupPlace[], requests: number, now: number): ErrorGroup => {
  const own = places.filter((place) => place.group === group.id)
  const environments = [...new Set(own.map(({ environment }) => environment))].map((environment) =>
    inEnvironment(
      environment,
      own.filter((place) => place.environment === environment),
    ),
  )
  const gone = group.lastSeen < now - goneMs && requests >= exercised
  const { fingerprint: _, ...words } = group
  return { ...words, environments, state: gone ? 'gone' : group.firstSeen > now - newMs ? 'new' : 'ongoing' }
}
