import type { Marker, Rate } from '#contract/triage.ts'

export interface ChartFlag {
  marker: Marker
  at: number
  kind: 'culprit' | 'cure' | 'other'
  /** Which side of its line the label stands on; null where labels before it leave no room. */
  label: 'left' | 'right' | null
}

export interface RateChartModel {
  from: number
  to: number
  /** Errors a minute in each step, up to now. */
  perMinute: number[]
  stepMs: number
  /** Top of the axis, a number that halves well. */
  top: number
  ticks: number[]
  now: number
}

const minute = 60_000
/** The beginning of a step says little; what is younger than that is left out. */
const youngMs = 10_000

const roundTop = (value: number): number => {
  if (value <= 2) return 2
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 4, 5, 10].find((factor) => value <= factor * power) ?? 10) * power
}

const tickSteps = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440].map((minutes) => minutes * minute)

/** The rate as a stepped line. The running step counts for the time it has run, so that the present is not a drop. */
export const chartRate = (rate: Rate, now: number, mostTicks: number): RateChartModel => {
  const { from, stepMs, errors } = rate
  const perMinute: number[] = []
  for (const [index, count] of errors.entries()) {
    const ran = Math.min(stepMs, now - (from + index * stepMs))
    if (ran < Math.min(youngMs, stepMs)) break
    perMinute.push((count / ran) * minute)
  }
  const to = from + errors.length * stepMs
  const step = tickSteps.find((ms) => (to - from) / ms <= mostTicks) ?? 1440 * minute
  const ticks: number[] = []
  for (let at = Math.ceil(from / step) * step; at < to; at += step) ticks.push(at)
  return { from, to, perMinute, stepMs, top: roundTop(Math.max(0, ...perMinute)), ticks, now: Math.min(now, to) }
}

/** The mean of the last minutes, for the words beside the chart. */
export const rateNow = ({ perMinute, stepMs }: Pick<RateChartModel, 'perMinute' | 'stepMs'>): number => {
  const last = perMinute.slice(-Math.max(1, Math.round((2 * minute) / stepMs)))
  return last.length === 0 ? 0 : last.reduce((sum, value) => sum + value, 0) / last.length
}

const kindOf = (marker: Marker, culprit: string | null): ChartFlag['kind'] => {
  if (marker.kind === 'rollback') return 'cure'
  return marker.release === culprit ? 'culprit' : 'other'
}

/** Places the labels: the guilty flag and the cure first, the others where room is left. `widthOf` is in the unit of `x`. */
export const placeFlags = (
  markers: readonly Marker[],
  culprit: string | null,
  { x, widthOf, width }: { x: (at: number) => number; widthOf: (marker: Marker) => number; width: number },
): ChartFlag[] => {
  const flags = markers.map((marker): ChartFlag => ({ marker, at: marker.at, kind: kindOf(marker, culprit), label: null }))
  const taken: [number, number][] = flags.map(({ at }) => [x(at) - 2, x(at) + 9])
  const isFree = ([start, end]: [number, number], own: number): boolean =>
    start >= 0 && end <= width && taken.every(([from, to], index) => index === own || end <= from || start >= to)
  const rank = (index: number): number => (flags[index]?.kind === 'other' ? 1 : 0)
  const order = [...flags.keys()].sort((a, b) => rank(a) - rank(b))
  for (const index of order) {
    const flag = flags[index]
    if (flag === undefined) continue
    const space = widthOf(flag.marker)
    const left: [number, number] = [x(flag.at) - 12 - space, x(flag.at) - 4]
    const right: [number, number] = [x(flag.at) + 12, x(flag.at) + 14 + space]
    const sides = flag.kind === 'other' ? (['right', 'left'] as const) : (['left', 'right'] as const)
    for (const side of sides) {
      const span = side === 'left' ? left : right
      if (!isFree(span, index)) continue
      taken.push(span)
      flags[index] = { ...flag, label: side }
      break
    }
  }
  return flags
}
