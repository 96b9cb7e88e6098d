import { describe, expect, it } from 'vitest'
import type { Switch } from '../../../server/records/live.ts'
import { identify } from '../../../server/triage/identity.ts'

const moved = (environment: string, number: number, at: number): Switch => ({
  service: 'staff',
  environment,
  number,
  from: null,
  kind: 'release',
  deployment: `d${number}`,
  at,
})

const known = {
  environments: ['prod', 'pre-prod'],
  switches: [moved('prod', 1, 1_000_000), moved('prod', 2, 2_000_000)],
}
const at = (instance: string, time: number, switches = known.switches) =>
  identify({ service: 'staff', instance, at: time }, { ...known, switches })

describe('the release of a reporter', () => {
  it('is what its instance name says', () => {
    expect(at('staff-pre-prod-r7-2', 5)).toMatchObject({ environment: 'pre-prod', releases: ['staff/pre-prod#7'], by: 'instance' })
  })

  it('is the one that was live then', () => {
    expect(at('4f3c@10.0.0.1', 1_500_000)).toMatchObject({ environment: 'prod', releases: ['staff/prod#1'], by: 'history' })
  })

  it('is a set while the one before drains', () => {
    expect(at('4f3c@10.0.0.1', 2_030_000).releases).toEqual(['staff/prod#1', 'staff/prod#2'])
    expect(at('4f3c@10.0.0.1', 2_060_001).releases).toEqual(['staff/prod#2'])
  })

  it('is a set without an environment where the service runs in several', () => {
    expect(at('4f3c', 1_500_000, [...known.switches, moved('pre-prod', 9, 1_200_000)])).toMatchObject({
      environment: null,
      releases: ['staff/prod#1', 'staff/pre-prod#9'],
    })
  })

  it('is unknown before the history begins', () => {
    expect(at('4f3c', 10)).toMatchObject({ environment: null, releases: [], by: 'unknown' })
  })
})
