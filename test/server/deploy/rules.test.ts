import { describe, expect, test } from 'vitest'
import { type Deployment, type ReleaseBranch, stageNames } from '#contract/deployment.ts'
import { healthOf } from '../../../server/deploy/board.ts'
import { keptArtifacts } from '../../../server/deploy/keep.ts'
import { broughtBy } from '../../../server/deploy/leaving.ts'
import { usualMs, waitingStages } from '../../../server/deploy/progress.ts'
import { replay } from '../../../server/deploy/recover.ts'
import { branchesLost, configChanges, defaultTarget } from '../../../server/deploy/rollback.ts'
import { liveIntervals } from '../../../server/deploy/standby.ts'
import type { DeploymentRecord } from '../../../server/records/deployments.ts'
import type { JournalEntry } from '../../../server/records/journal.ts'
import type { ReleaseRecord } from '../../../server/records/releases.ts'

const ready = (...numbers: number[]) => numbers.map((number) => ({ number, state: 'ready' as const }))
const numbered = (...numbers: number[]) => numbers.map((number) => ({ number }))

describe('where a rollback goes by itself', () => {
  test.each([
    ['the release before', { number: 5, previous: 4 }, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 4],
    ['not forward, after a rollback', { number: 4, previous: 5 }, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 3],
    ['past a release that never served', { number: 5, previous: null }, [2, 3, 4, 5], [2, 5], 2],
    ['nowhere from the first release', { number: 1, previous: null }, [1], [1], null],
    ['past a release that is gone', { number: 5, previous: 4 }, [2, 5], [2, 4, 5], 2],
  ])('%s', (_, live, kept, served, target) => {
    expect(defaultTarget(live, ready(...kept), numbered(...served))).toBe(target)
  })
})

describe('artifacts that stay', () => {
  test('are the last ten that served, with live and previous whatever their age', () => {
    const all = Array.from({ length: 20 }, (_, index) => index + 1)
    const kept = keptArtifacts({ releases: ready(...all), switches: numbered(...all), live: { number: 3, previous: 2 } })
    expect([...kept].toSorted((a, b) => a - b)).toEqual([2, 3, ...all.slice(10)])
  })

  test('cannot be pushed out by releases that never served', () => {
    const kept = keptArtifacts({
      releases: [...ready(1, 2, 3, 4, 5, 6, 7), { number: 8, state: 'building' }, { number: 9, state: 'failed' }],
      switches: numbered(1, 2),
      live: { number: 2, previous: 1 },
    })
    expect([...kept].toSorted((a, b) => a - b)).toEqual([1, 2, 5, 6, 7, 8])
  })
})

test('a release was live from each switch to it until the next switch', () => {
  const switches = [
    { number: 1, at: 10 },
    { number: 2, at: 20 },
    { number: 1, at: 30 },
  ]
  expect(liveIntervals(switches, 1)).toEqual([
    { from: 10, to: 20 },
    { from: 30, to: null },
  ])
  expect(liveIntervals(switches, 3)).toEqual([])
})

test('branches are lost also where only their head differs', () => {
  const branch = (name: string, head: string): ReleaseBranch => ({ name, head, author: '', commits: 1 })
  const lost = branchesLost([branch('a', '1'), branch('b', '2'), branch('c', '3')], [branch('a', '1'), branch('b', '9')])
  expect(lost.map(({ name }) => name)).toEqual(['b', 'c'])
})

test('config changes are named without their values', () => {
  expect(configChanges({ A: '1', B: '2', C: '3' }, { A: '1', B: '9', D: '4' })).toEqual(['B', 'C', 'D'])
})

test('a branch was brought by the oldest release of the unbroken row that holds it', () => {
  const release = (number: number, ...names: string[]): ReleaseRecord => ({
    id: `staff/test#${number}`,
    service: 'staff',
    environment: 'test',
    number,
    state: 'ready',
    branches: names.map((name) => ({ name, head: '', author: '', commits: 1 })),
    baseCommit: '',
    integrationCommit: null,
    artifact: null,
    config: {},
    configDigest: '',
    createdAt: number,
    createdBy: '',
  })
  const history = [release(5, 'a', 'b'), release(4, 'a', 'b'), release(3, 'a'), release(2), release(1, 'a', 'b')]
  expect(broughtBy(history, 'a')?.number).toBe(3)
  expect(broughtBy(history, 'b')?.number).toBe(4)
  expect(broughtBy(history, 'c')).toBeUndefined()
})

const stages = (): Deployment['stages'] => waitingStages([])
const deployment = (build: number): Deployment => ({
  id: 'd',
  kind: 'release',
  service: 'staff',
  environment: 'test',
  number: 1,
  previous: null,
  status: 'running',
  stages: stages().map((stage) => (stage.name === 'build' ? { ...stage, state: 'done', startedAt: 100, endedAt: 100 + build } : stage)),
  cause: null,
  requestedBy: '',
  requestedAt: 0,
  finishedAt: null,
  switchedAt: null,
  firstAnswerAt: null,
  lostRequests: null,
  reason: null,
  branches: [],
  commits: 0,
})

test('what is usual is the median of the last ten times that a stage was really done', () => {
  const history = [5, 1, 9, ...Array.from({ length: 7 }, () => 7), 1000, 1000].map(deployment)
  expect(usualMs(history, 'build')).toBe(7)
  expect(usualMs([5, 9].map(deployment), 'build')).toBe(7)
  expect(usualMs(history, 'start')).toBeNull()
})

test('after a crash the journal decides which stages have begun and ended', () => {
  const record: DeploymentRecord = {
    ...deployment(0),
    stages: stages(),
    request: { kind: 'release', service: 'staff', environment: 'test', branches: [] },
  }
  const row = (stage: JournalEntry['stage'], phase: JournalEntry['phase'], at: number): JournalEntry => ({
    deployment: 'd',
    stage,
    phase,
    at,
    detail: {},
  })
  replay(record, [row('integrate', 'begin', 1), row('integrate', 'end', 2), row('build', 'begin', 3)])
  expect(record.stages.map(({ state, startedAt, endedAt }) => [state, startedAt, endedAt])).toEqual([
    ['done', 1, 2],
    ['running', 3, null],
    ...stageNames.slice(2).map(() => ['waiting', null, null]),
  ])
})

describe('how a cell of the board does', () => {
  const live = { number: 1, branches: 0, since: 0, by: '', rolledBack: false }
  test.each([
    ['none', null, 0, 0, 0],
    ['bad', live, 0, 100, 0],
    ['bad', live, 2, 100, 5],
    ['suspicious', live, 1, 100, 0],
    ['suspicious', live, 2, 100, 1],
    ['unknown', live, 2, 0, 0],
    ['healthy', live, 2, 100, 0],
  ] as const)('%s: live %j, %i of 2 ready, %i requests, %i errors', (health, cell, count, requests, errors) => {
    expect(healthOf({ live: cell, instances: { ready: count, wanted: 2 } }, { requests, errors })).toBe(health)
  })
})
