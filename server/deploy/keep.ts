import type { LiveRelease, Switch } from '../records/live.ts'
import type { ReleaseRecord } from '../records/releases.ts'

/** Releases whose artifact stays: ways back that once served, and the newest that never did, for another try. */
const kept = { onceLive: 10, neverLive: 3 }

/** Numbers of the releases whose artifacts stay. A row of failures cannot push out a release that served. */
export const keptArtifacts = ({
  releases,
  switches,
  live,
}: {
  releases: readonly Pick<ReleaseRecord, 'number' | 'state'>[]
  switches: readonly Pick<Switch, 'number'>[]
  live: Pick<LiveRelease, 'number' | 'previous'> | null
}): ReadonlySet<number> => {
  const served = new Set(switches.map(({ number }) => number))
  const newest = (numbers: number[], count: number): number[] => numbers.toSorted((a, b) => b - a).slice(0, count)
  const ready = releases.filter(({ state }) => state === 'ready').map(({ number }) => number)
  const building = releases.filter(({ state }) => state === 'building').map(({ number }) => number)
  return new Set([
    ...building,
    ...newest(
      ready.filter((number) => served.has(number)),
      kept.onceLive,
    ),
    ...newest(
      ready.filter((number) => !served.has(number)),
      kept.neverLive,
    ),
    ...(live === null ? [] : [live.number, live.previous ?? live.number]),
  ])
}
