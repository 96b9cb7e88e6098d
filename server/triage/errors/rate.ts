import type { Rate } from '#contract/triage.ts'
import { releaseId } from '#lib/identity.ts'
import type { GroupRecord } from '../../records/error-rows.ts'
import type { TriageDeps } from '../deps.ts'

const minuteMs = 60_000
/** Steps that a reader can name. Requests are counted by the minute, so none is shorter. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440].map((minutes) => minutes * minuteMs)
const maxSteps = 120
/** Flags beyond this hide the curve; the newest stay. */
const maxMarkers = 200
const shownBefore = 30 * minuteMs
const dayMs = 24 * 60 * minuteMs

/** The shortest step that needs at most 120 of them. */
export const stepFor = (spanMs: number): number => {
  const step = steps.find((candidate) => Math.ceil(spanMs / candidate) + 1 <= maxSteps)
  return step ?? Math.ceil(spanMs / (maxSteps - 1) / dayMs) * dayMs
}

/** From shortly before the error began, at most a day back, at least an hour. */
export const usualRange = (group: GroupRecord, now: number): { from: number; to: number } => ({
  from: Math.max(now - dayMs, Math.min(group.firstSeen - shownBefore, now - 60 * minuteMs)),
  to: now,
})

const toSeries = (counts: ReadonlyMap<number, number>, length: number): number[] =>
  Array.from({ length }, (_, step) => counts.get(step) ?? 0)

/** Errors of the group and requests of its service over time, with every switch that could have mattered at its true moment. */
export const rateOf = async (
  { errors, exposure, live }: Pick<TriageDeps, 'errors' | 'exposure' | 'live'>,
  group: GroupRecord,
  environment: string | undefined,
  range: { from: number; to: number },
): Promise<Rate> => {
  const stepMs = stepFor(range.to - range.from)
  const from = Math.floor(range.from / stepMs) * stepMs
  const length = Math.max(1, Math.ceil((range.to - from) / stepMs))
  const to = from + length * stepMs
  const [failures, requests, switches] = await Promise.all([
    errors.histogram({ group: group.id, environment, from, to }, stepMs),
    exposure.histogram({ service: group.service, environment, from, to }, stepMs),
    live.switches({ ...(environment === undefined ? { service: group.service } : { environment }), from, to }),
  ])
  return {
    from,
    stepMs,
    errors: toSeries(failures, length),
    requests: toSeries(requests, length),
    markers: switches.slice(-maxMarkers).map(({ service, environment, number, at, kind, deployment }) => ({
      release: releaseId(service, environment, number),
      at,
      kind,
      deployment,
    })),
  }
}
