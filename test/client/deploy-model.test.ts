import { describe, expect, test } from 'vitest'
import type { Branch, Integration } from '#contract/workspace.ts'
import { buildMatrix, moveSpot } from '../../client/pages/deploy/clash-matrix.ts'
import { deployCommand } from '../../client/pages/deploy/deploy-command.ts'
import { buildRows, type Clash, initialChoice, largestFittingSet, toggleBranch } from '../../client/pages/deploy/deploy-model.ts'

const branch = (name: string, more: Partial<Branch> = {}): Branch => ({
  name,
  head: 'a'.repeat(40),
  subject: `subject of ${name}`,
  author: 'Li Wei',
  authoredAt: 1,
  ahead: 1,
  behind: 0,
  here: 'same',
  newCommits: 0,
  ...more,
})

const integration = (more: Partial<Integration>): Integration => ({
  service: 'order',
  environment: 'test',
  base: { branch: 'main', commit: 'b'.repeat(40) },
  branches: [],
  conflicts: [],
  commit: null,
  tree: null,
  commits: 0,
  people: [],
  leaves: [],
  ...more,
})

const clash = (a: string, b: string | null, ...files: string[]): Clash => ({ a, b, files })
const outcome = (name: string, value: Integration['branches'][number]['outcome']) => ({
  name,
  head: 'a'.repeat(40),
  author: 'Li Wei',
  outcome: value,
  commits: 1,
})

describe('the choice', () => {
  test('keeps ticked what the environment runs now', () => {
    const branches = [branch('a'), branch('b', { here: 'moved' }), branch('c', { here: 'absent' })]
    expect(initialChoice(branches)).toEqual({ with: ['a', 'b'], held: [] })
  })

  test('keeps a branch that clashed in sight when it is unticked', () => {
    const choice = { with: ['a', 'b', 'c'], held: [] }
    expect(toggleBranch(choice, 'b', [clash('a', 'b')])).toEqual({ with: ['a', 'c'], held: ['b'] })
    expect(toggleBranch(choice, 'c', [clash('a', 'b')])).toEqual({ with: ['a', 'b'], held: [] })
    expect(toggleBranch({ with: ['a'], held: ['b'] }, 'b', [])).toEqual({ with: ['a', 'b'], held: [] })
  })
})

describe('the rows', () => {
  const list = [
    branch('same'),
    branch('moved', { here: 'moved', newCommits: 2 }),
    branch('new', { here: 'absent' }),
    branch('inside', { ahead: 0 }),
    branch('left', { here: 'absent' }),
  ]
  const choice = { with: ['same', 'moved', 'new', 'inside'], held: [] }
  const view = { filter: 'all' as const, text: '' }

  test.each([
    ['same', undefined, { kind: 'same' }],
    ['moved', undefined, { kind: 'moved', commits: 2 }],
    ['new', undefined, { kind: 'new' }],
    ['inside', undefined, { kind: 'contained' }],
    ['left', undefined, { kind: 'absent' }],
    ['same', { conflicts: [clash('moved', 'same')] }, { kind: 'clash', numbers: [2] }],
    ['new', { conflicts: [clash('new', 'same'), clash('moved', 'new')] }, { kind: 'clash', numbers: [1, 2] }],
    ['new', { conflicts: [clash('new', null)] }, { kind: 'conflict_base' }],
    ['new', { branches: [outcome('new', 'gone')] }, { kind: 'gone' }],
    ['new', { branches: [outcome('new', 'contained')] }, { kind: 'contained' }],
    ['new', { branches: [outcome('new', 'conflict_group')] }, { kind: 'conflict_group' }],
  ] satisfies [string, Partial<Integration> | undefined, object][])('say how %s stands (%j)', (name, preview, standing) => {
    const rows = buildRows(list, choice, preview === undefined ? undefined : integration(preview), view)
    expect(rows.find((row) => row.branch.name === name)?.standing).toEqual(standing)
  })

  test('number the considered branches in list order and no other', () => {
    expect(buildRows(list, { with: ['new', 'same'], held: ['inside'] }, undefined, view).map((row) => row.number)).toEqual([
      1,
      null,
      2,
      3,
      null,
    ])
  })

  test.each([
    ['ticked', '', ['same', 'moved', 'new', 'inside']],
    ['here', '', ['same', 'moved', 'inside']],
    ['all', 'LI WEI', ['same', 'moved', 'new', 'inside', 'left']],
    ['all', 'of le', ['left']],
  ] as const)('filter %s with "%s" shows %j', (filter, text, names) => {
    expect(buildRows(list, choice, undefined, { filter, text }).map((row) => row.branch.name)).toEqual(names)
  })
})

describe('the largest set that fits', () => {
  test.each([
    [['a', 'b', 'c'], [], ['a', 'b', 'c']],
    [
      ['a', 'b', 'c'],
      [clash('b', 'a'), clash('b', 'c')],
      ['a', 'c'],
    ],
    [['a', 'b', 'c'], [clash('c', null)], ['a', 'b']],
    [
      ['a', 'b', 'c', 'd'],
      [clash('a', 'b'), clash('b', 'c'), clash('c', 'd'), clash('d', 'a')],
      ['a', 'c'],
    ],
    [
      ['hub', 'x', 'y', 'z'],
      [clash('hub', 'x'), clash('hub', 'y'), clash('hub', 'z')],
      ['x', 'y', 'z'],
    ],
  ])('of %j', (names, clashes, fitting) => {
    expect(largestFittingSet(names, clashes)).toEqual(fitting)
    expect(largestFittingSet(names, clashes, 0)).toHaveLength(fitting.length)
  })
})

describe('the matrix', () => {
  test('is a triangle whose first column is the base', () => {
    const rows = buildMatrix(['a', 'b', 'c'], [clash('c', 'a', 'f.ts'), clash('b', null)])
    expect(rows.map((row) => row.cells.map((cell) => (cell.clash === null ? '.' : 'x')).join(''))).toEqual(['.', 'x.', '.x.'])
  })

  test.each([
    ['ArrowUp', { row: 3, column: 2 }, { row: 2, column: 1 }],
    ['ArrowDown', { row: 3, column: 2 }, { row: 4, column: 2 }],
    ['ArrowDown', { row: 4, column: 2 }, { row: 4, column: 2 }],
    ['ArrowLeft', { row: 3, column: 0 }, { row: 3, column: 0 }],
    ['ArrowRight', { row: 3, column: 2 }, { row: 3, column: 2 }],
    ['Home', { row: 3, column: 2 }, { row: 3, column: 0 }],
    ['End', { row: 3, column: 0 }, { row: 3, column: 2 }],
    ['x', { row: 3, column: 0 }, null],
  ])('%s leads from %j to %j', (key, from, to) => {
    expect(moveSpot(from, key, 4)).toEqual(to)
  })
})

test('the command keeps quotes in names literal', () => {
  const command = deployCommand(
    'http://127.0.0.1:7070',
    { kind: 'release', service: 'order', environment: 'test', branches: [{ name: "it's", head: 'a'.repeat(40) }] },
    'key-1',
  )
  expect(command).toContain("Idempotency-Key: key-1'")
  expect(command).toContain(`"name":"it'\\''s"`)
})
