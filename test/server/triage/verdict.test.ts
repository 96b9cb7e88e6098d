import { describe, expect, it } from 'vitest'
import { countedFrom, outcomeOf } from '../../../server/triage/errors/aftermath.ts'
import { stepFor } from '../../../server/triage/errors/rate.ts'
import { enoughRequests } from '../../../server/triage/verdict/constants.ts'
import { type BlamedLine, introducedBy, type ReleaseSeen, type VerdictInputs } from '../../../server/triage/verdict/introduced-by.ts'

const release = (number: number, errors: number, requests: number, replaced: number | null = number - 1): ReleaseSeen => ({
  id: `staff/prod#${number}`,
  number,
  errors,
  requests,
  replaced,
})

const line = (values: Partial<BlamedLine> = {}): BlamedLine => ({
  path: 'src/mapper.js',
  line: 20,
  commit: 'c'.repeat(40),
  author: 'Wang',
  authoredAt: 1,
  subject: 'Show the department',
  branch: 'feature/department',
  isNew: true,
  ...values,
})

const given = (values: Partial<VerdictInputs>): VerdictInputs => ({
  environment: 'prod',
  releases: [],
  live: null,
  uncertain: 0,
  cleanFirst: 0,
  blamed: [],
  blameMissing: null,
  elsewhere: [],
  aftermath: null,
  ...values,
})

const codes = (facts: readonly { code: string }[]): string[] => facts.map(({ code }) => code)

describe('introduced by', () => {
  it('names release, branch and commit when the release before was exercised and blame agrees', () => {
    const verdict = introducedBy(given({ releases: [release(11, 0, 500, null), release(12, 50, 500)], live: 12, blamed: [line()] }))
    expect(verdict).toMatchObject({
      kind: 'introduced_by',
      release: 'staff/prod#12',
      branch: 'feature/department',
      commit: { author: 'Wang' },
      rollbackTo: 11,
    })
    expect(codes(verdict.for)).toEqual(['verdict.first_seen_under', 'verdict.absent_before', 'verdict.line_added'])
    expect(verdict.for[1]?.params).toEqual({ release: 'staff/prod#11', requests: 500, needed: 30 })
  })

  it('abstains while the release before was asked too rarely to have shown it, and says how many requests are missing', () => {
    const verdict = introducedBy(given({ releases: [release(11, 0, 12, null), release(12, 50, 500)], live: 12, blamed: [line()] }))
    expect(verdict).toMatchObject({ kind: 'not_known', release: null, branch: null, commit: null, rollbackTo: null })
    expect(verdict.missing).toEqual([
      { code: 'verdict.not_exercised_before', params: { release: 'staff/prod#11', requests: 12, needed: 30, more: 18 } },
    ])
    expect(codes(verdict.for)).toContain('verdict.line_added')
  })

  it('asks for more requests before when the error is rare', () => {
    expect(introducedBy(given({ releases: [release(11, 0, 200, null), release(12, 5, 500)] })).kind).toBe('not_known')
    expect(introducedBy(given({ releases: [release(11, 0, 300, null), release(12, 5, 500)] })).kind).toBe('introduced_by')
  })

  it('compares with the release whose traffic was taken over, not with the number before', () => {
    const releases = [release(10, 0, 400, null), release(11, 0, 0), release(12, 40, 400, 10)]
    expect(introducedBy(given({ releases, live: 12 }))).toMatchObject({ kind: 'introduced_by', release: 'staff/prod#12', rollbackTo: 10 })
  })

  it('keeps naming the release after its rollback, and has nothing to go back to then', () => {
    const verdict = introducedBy(
      given({
        releases: [release(11, 0, 900, null), release(12, 50, 500)],
        live: 11,
        blamed: [line()],
        aftermath: { outcome: 'stopped', to: 'staff/prod#11', requestsSince: 400, errorsSince: 0 },
      }),
    )
    expect(verdict).toMatchObject({ kind: 'introduced_by', release: 'staff/prod#12', rollbackTo: null })
    expect(codes(verdict.for)).toContain('verdict.stopped_after_rollback')
  })

  it('counts a rollback that did not help against the statement', () => {
    const aftermath = { outcome: 'did_not_stop', to: 'staff/prod#11', requestsSince: 400, errorsSince: 9 } as const
    const verdict = introducedBy(given({ releases: [release(11, 0, 900, null), release(12, 50, 500)], aftermath }))
    expect(codes(verdict.against)).toContain('verdict.did_not_stop_after_rollback')
  })

  it('blames the first release with the error when it was deployed again or carried on', () => {
    const releases = [release(11, 0, 500, null), release(12, 50, 500), release(13, 60, 500)]
    expect(introducedBy(given({ releases, live: 13 }))).toMatchObject({ release: 'staff/prod#12', rollbackTo: 11 })
  })

  it('offers no way back when the live release does not show the error', () => {
    const releases = [release(11, 0, 500, null), release(12, 50, 500), release(13, 0, 500)]
    expect(introducedBy(given({ releases, live: 13 })).rollbackTo).toBeNull()
  })

  it('says pre-existing when the oldest release that is known has it', () => {
    const verdict = introducedBy(given({ releases: [release(1, 3, 500, null), release(2, 9, 500)] }))
    expect(verdict).toMatchObject({ kind: 'pre_existing', release: null, rollbackTo: null })
    expect(codes(verdict.for)).toEqual(['verdict.seen_under_oldest'])
  })

  it('knows nothing when there is one release only, but tells what blame says', () => {
    const verdict = introducedBy(given({ releases: [release(1, 3, 500, null)], blamed: [line()] }))
    expect(verdict).toMatchObject({ kind: 'not_known', branch: null })
    expect(codes(verdict.missing)).toEqual(['verdict.no_history'])
    expect(codes(verdict.for)).toEqual(['verdict.seen_under_oldest', 'verdict.line_added'])
  })

  it('names no branch when no line near the failure is new, and says that it is older', () => {
    const verdict = introducedBy(
      given({ releases: [release(11, 0, 500, null), release(12, 50, 500)], blamed: [line({ isNew: false, branch: null })] }),
    )
    expect(verdict).toMatchObject({ kind: 'introduced_by', branch: null, commit: null })
    expect(codes(verdict.against)).toEqual(['verdict.line_older'])
    expect(codes(verdict.missing)).toEqual(['verdict.no_line_of_the_release'])
  })

  it('takes the nearest new line and still shows that the failing line itself is older', () => {
    const blamed = [line({ isNew: false, commit: 'a'.repeat(40) }), line({ line: 9 }), line({ line: 8, branch: 'feature/other' })]
    const verdict = introducedBy(given({ releases: [release(11, 0, 500, null), release(12, 50, 500)], blamed }))
    expect(verdict.branch).toBe('feature/department')
    expect(codes(verdict.against)).toEqual(['verdict.line_older'])
  })

  it('names the commit but no branch when the line came with the base', () => {
    const verdict = introducedBy(given({ releases: [release(11, 0, 500, null), release(12, 50, 500)], blamed: [line({ branch: null })] }))
    expect(verdict).toMatchObject({ branch: null, commit: { author: 'Wang' } })
    expect(codes(verdict.for)).toContain('verdict.line_from_base')
  })

  it('weighs other environments: clean with the branch and seen without it speak against, seen with it speaks for', () => {
    const branches = ['feature/department']
    const verdict = introducedBy(
      given({
        releases: [release(11, 0, 500, null), release(12, 50, 500)],
        blamed: [line()],
        elsewhere: [
          { environment: 'pre', errors: 0, requests: 300, branches },
          { environment: 'test', errors: 7, requests: 90, branches },
          { environment: 'dev', errors: 2, requests: 90, branches: [] },
        ],
      }),
    )
    expect(codes(verdict.for)).toContain('verdict.seen_elsewhere_with_branch')
    expect(codes(verdict.against)).toEqual(['verdict.clean_elsewhere', 'verdict.seen_elsewhere'])
  })

  it('shows that the release first answered many requests without the error', () => {
    const verdict = introducedBy(given({ releases: [release(11, 0, 500, null), release(12, 50, 500)], cleanFirst: 180 }))
    expect(codes(verdict.against)).toEqual(['verdict.first_requests_succeeded'])
  })

  it('accuses nobody when the release of the events is not certain or there are none', () => {
    expect(codes(introducedBy(given({ uncertain: 4 })).missing)).toEqual(['verdict.release_uncertain'])
    expect(codes(introducedBy(given({ releases: [release(1, 0, 9)] })).missing)).toEqual(['verdict.not_seen_here'])
  })

  it('says why blame is missing', () => {
    const blameMissing = { code: 'verdict.source_unavailable', params: { reason: 'gone' } }
    const verdict = introducedBy(given({ releases: [release(11, 0, 500, null), release(12, 50, 500)], blameMissing }))
    expect(codes(verdict.missing)).toEqual(['verdict.source_unavailable'])
  })
})

describe('after a rollback', () => {
  const measured = { errorsSince: 0, requestsSince: 0, errorsBefore: 50, requestsBefore: 500, sinceMs: 10_000 }
  it.each([
    ['watching while few requests came', { requestsSince: 29 }, 'watching'],
    ['stopped when enough came without it', { requestsSince: 30 }, 'stopped'],
    ['watching within the grace', { requestsSince: 99, sinceMs: 4000 }, 'watching'],
    ['did not stop with one more', { requestsSince: 99, errorsSince: 1 }, 'did_not_stop'],
    ['not exercised when nobody came for a minute', { sinceMs: 60_000 }, 'not_exercised'],
    ['watching a rare error for longer', { requestsSince: 200, errorsBefore: 2 }, 'watching'],
  ] as const)('%s', (_, values, outcome) => {
    expect(outcomeOf({ ...measured, ...values })).toBe(outcome)
  })
})

describe('requests after a rollback', () => {
  it('are counted from the minute of the switch, or from the next one when the release had served in it before', () => {
    expect(countedFrom(150_000, 90_000)).toBe(120_000)
    expect(countedFrom(150_000, 130_000)).toBe(180_000)
  })
})

describe('numbers', () => {
  it.each([
    [0, 0, 20],
    [500, 500, 20],
    [5, 500, 300],
    [1, 1_000_000, 3000],
    [9, 3, 20],
  ])('%i errors of %i requests need %i', (errors, requests, needed) => {
    expect(enoughRequests(errors, requests)).toBe(needed)
  })

  it('steps a chart into at most 120 whole steps', () => {
    for (const minutes of [1, 60, 119, 120, 24 * 60, 7 * 24 * 60, 365 * 24 * 60]) {
      const step = stepFor(minutes * 60_000)
      expect(Math.ceil((minutes * 60_000) / step) + 1).toBeLessThanOrEqual(120)
      expect(step % 60_000).toBe(0)
    }
  })
})
