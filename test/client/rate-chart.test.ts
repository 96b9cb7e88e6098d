import { describe, expect, it } from 'vitest'
import type { Marker, Rate } from '#contract/triage.ts'
import { chartRate, placeFlags, rateNow } from '../../client/components/rate-chart.ts'

const minute = 60_000
const rateOf = (errors: number[], stepMs = minute): Rate => ({ from: 0, stepMs, errors, requests: [], markers: [] })
const marker = (at: number, kind: Marker['kind'] = 'release', release = 's/prod#1'): Marker => ({ release, at, kind, deployment: `d${at}` })

describe('the error chart', () => {
  it('counts the running step for the time it has run, so that the present is not a drop', () => {
    expect(chartRate(rateOf([0, 40, 20]), 2.5 * minute, 7).perMinute).toEqual([0, 40, 40])
  })

  it('leaves out a step that has only begun', () => {
    expect(chartRate(rateOf([0, 40, 1]), 2 * minute + 500, 7).perMinute).toEqual([0, 40])
  })

  it.each([
    [0, 2],
    [1.4, 2],
    [41.2, 50],
    [180, 200],
    [999, 1000],
  ])('draws %d errors a minute under a top of %d', (value, top) => {
    expect(chartRate(rateOf([value]), minute, 7).top).toBe(top)
  })

  it('says the mean of the last two minutes', () => {
    expect(rateNow({ perMinute: [0, 10, 30], stepMs: minute })).toBe(20)
    expect(rateNow({ perMinute: [], stepMs: minute })).toBe(0)
  })

  const place = { x: (at: number) => at, widthOf: () => 80, width: 1000 }

  it('labels the guilty flag first and another only where room is left', () => {
    const flags = placeFlags([marker(480), marker(500, 'release', 's/prod#2'), marker(950)], 's/prod#2', place)
    expect(flags.map(({ kind, label }) => [kind, label])).toEqual([
      ['other', 'left'],
      ['culprit', 'right'],
      ['other', 'left'],
    ])
  })

  it('keeps the flag where the label has no room', () => {
    const flags = placeFlags([marker(495), marker(500), marker(505)], null, place)
    expect(flags).toHaveLength(3)
    expect(flags.filter(({ label }) => label !== null).length).toBeLessThan(3)
  })

  it('shows a rollback as the cure', () => {
    expect(placeFlags([marker(10, 'rollback')], null, place)[0]?.kind).toBe('cure')
  })
})
