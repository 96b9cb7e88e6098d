import { describe, expect, it } from 'vitest'
import type { BoardCell } from '#contract/deployment.ts'
import type { ErrorGroup } from '#contract/triage.ts'
import type { Environment } from '#contract/workspace.ts'
import { chooseEnvironment, healthOf } from '../../client/data/use-environment-choice.ts'
import { wrongNow } from '../../client/pages/home/wrong-now.ts'

const names = ['dev', 'test', 'pre', 'prod']
const environments = names.map(
  (name, position): Environment => ({
    name,
    position,
    label: { zh: name, en: name },
    domain: `${name}.localhost`,
    runtime: { kind: 'process' },
    middleware: {},
    instances: 1,
    typedConfirmation: name === 'prod',
    managedBy: 'sample',
  }),
)
const cell = (environment: string, health: BoardCell['health'], requests = 10) => ({ environment, health, requests })
const group = (id: string, recent: Record<string, number>): ErrorGroup => ({
  id,
  type: 'TypeError',
  message: '',
  place: '',
  service: 's',
  endpoint: '',
  firstSeen: 0,
  lastSeen: 0,
  count: 0,
  state: 'new',
  grouping: [],
  environments: Object.entries(recent).map(([environment, count]) => ({
    environment,
    count,
    firstSeen: 0,
    lastSeen: 0,
    numbers: [],
    recent: count,
  })),
})

describe('what is wrong now', () => {
  it('puts the worst environment first, and of equals the one nearest to the customer', () => {
    const cells = [cell('dev', 'healthy'), cell('test', 'bad'), cell('pre', 'suspicious'), cell('prod', 'bad')]
    expect(wrongNow(environments, cells, []).map(({ environment }) => environment.name)).toEqual(['prod', 'test', 'pre', 'dev'])
  })

  it('names the three most frequent errors of a place and counts the rest', () => {
    const groups = [1, 5, 3, 4, 2].map((count) => group(`e${count}`, { prod: count }))
    const [prod] = wrongNow(environments, [cell('prod', 'bad')], groups)
    expect(prod?.errors.map(({ group: { id } }) => id)).toEqual(['e5', 'e4', 'e3'])
    expect(prod?.more).toBe(2)
  })

  it('leaves out an error that was quiet there for five minutes', () => {
    const [prod] = wrongNow(environments, [cell('prod', 'bad')], [group('a', { prod: 0, test: 9 })])
    expect(prod?.errors).toEqual([])
  })

  it('adds up the requests of all services of a place', () => {
    const places = wrongNow(environments, [cell('dev', 'healthy', 7), cell('dev', 'healthy', 5)], [])
    expect(places.find(({ environment }) => environment.name === 'dev')?.requests).toBe(12)
  })
})

describe('the environment that is looked at', () => {
  it.each([
    ['what the address names', 'dev', [cell('prod', 'bad')], 'dev'],
    ['the failing one, without a choice', undefined, [cell('test', 'bad')], 'test'],
    ['the last one, where nothing fails', undefined, [cell('test', 'suspicious')], 'prod'],
    ['the last one, where the address names none that is there', 'nowhere', [], 'prod'],
  ])('is %s', (_, asked, cells, chosen) => {
    expect(chooseEnvironment(environments, asked, (name) => healthOf(cells, name))).toBe(chosen)
  })

  it('is as well as its worst service, and unknown without data', () => {
    expect(healthOf([cell('prod', 'healthy'), cell('prod', 'suspicious')], 'prod')).toBe('suspicious')
    expect(healthOf([cell('prod', 'none')], 'prod')).toBe('unknown')
  })
})
