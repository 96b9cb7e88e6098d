import { describe, expect, test } from 'vitest'
import type { BoardCell } from '#contract/deployment.ts'
import { environmentTone, viewCell } from '../../client/pages/environments/board-model.ts'

const cell = (more: Partial<BoardCell> = {}): BoardCell => ({
  service: 'order',
  environment: 'prod',
  live: { number: 7, branches: 2, since: 1, by: 'Li Wei', rolledBack: false },
  health: 'healthy',
  instances: { ready: 2, wanted: 2 },
  deployment: null,
  requests: 100,
  errors: 0,
  backTo: 6,
  ...more,
})

describe('a cell of the board', () => {
  test.each([
    ['was never deployed', undefined, { kind: 'never' }],
    ['has no live release', cell({ live: null }), { kind: 'never' }],
    ['is being deployed', cell({ deployment: { id: 'd1', stage: 'build', number: 8 } }), { kind: 'deploying', number: 8, stage: 'build' }],
    ['waits in the queue', cell({ live: null, deployment: { id: 'd1', stage: null, number: 1 } }), { kind: 'deploying', stage: 'queued' }],
    ['is bad and offers the way back', cell({ health: 'bad' }), { kind: 'live', tone: 'bad', backTo: 6 }],
    ['is healthy and offers none', cell(), { kind: 'live', tone: 'healthy', backTo: null }],
    ['has little data', cell({ health: 'none' }), { kind: 'live', tone: 'unknown' }],
    ['is pinned after a rollback', cell({ live: { number: 6, branches: 1, since: 1, by: 'x', rolledBack: true } }), { pinned: true }],
  ])('%s', (_, given, expected) => expect(viewCell(given)).toMatchObject(expected))
})

test.each([
  [[], 'unknown'],
  [[cell()], 'healthy'],
  [[cell(), cell({ health: 'unknown' })], 'healthy'],
  [[cell(), cell({ health: 'suspicious' })], 'suspicious'],
  [[cell({ health: 'bad' }), cell({ health: 'suspicious' })], 'bad'],
])('an environment is as grave as its gravest service (%#)', (cells, tone) => expect(environmentTone(cells, 'prod')).toBe(tone))
