import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { routes } from '../../../server/contract/routes.ts'
import { makeRecord } from '../../support/log-records.ts'
import { makeSegment } from '../../support/segments.ts'
import { openTriageWorld, type TriageWorld } from '../../support/triage-world.ts'

const limit = (): AbortSignal => AbortSignal.timeout(20_000)
const newTraceId = (): string => randomUUID().replaceAll('-', '')

const mapper = (department: string) => `class Mapper {
  toDto(row) {
    return {
      id: row.id,
      department: ${department},
    }
  }
}
module.exports = { Mapper }
`
const facade = `const { Mapper } = require('./mapper')
exports.list = (rows) => rows.map((row) => new Mapper().toDto(row))
`

const stackOf = (number: number): string =>
  `TypeError: Cannot read properties of null (reading 'name')
    at Mapper.toDto (/data/artifacts/staff/prod/${number}/src/mapper.js:5:34)
    at list (/data/artifacts/staff/prod/${number}/src/facade.js:2:58)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)`

let world: TriageWorld
let base = ''
let guilty = ''

/** web calls staff under one trace; `broken` makes staff fail with a stack in its span. */
const request = async (number: number, { broken = false, at = Date.now(), traceId = newTraceId() } = {}): Promise<string> => {
  const span = { startAt: at, endAt: at + 10, failed: broken }
  await world.segments.store([
    makeSegment({
      traceId,
      segmentId: `${traceId}-web`,
      service: 'web',
      instance: 'web-prod-r1-1',
      spans: [
        { ...span, operation: 'GET:/dict' },
        { ...span, kind: 'exit', operation: 'GET:/staff' },
      ],
    }),
    makeSegment({
      traceId,
      segmentId: `${traceId}-staff`,
      service: 'staff',
      instance: `staff-prod-r${number}-1`,
      spans: [
        { ...span, operation: 'GET:/staff', refs: [{ segmentId: `${traceId}-web`, spanId: 1, kind: 'process' }] },
        {
          ...span,
          kind: 'local',
          operation: 'Mapper.toDto',
          logs: broken ? [{ at, fields: [{ key: 'Stack', value: stackOf(number) }] }] : [],
        },
      ],
    }),
  ])
  return traceId
}

const minute = 60_000
const positions: never[] = []

/** Release 1 is good; release 2 brings two branches, one of which breaks rows without a department. */
const shipTwo = async (): Promise<void> => {
  const { repository } = world
  base = repository.commit('main', 'Li', 'Begin', {
    'src/mapper.js': mapper('row.department && row.department.name'),
    'src/facade.js': facade,
  })
  const harmless = repository.commit('feature/phone', 'Zhao', 'Show the phone', { 'src/phone.js': 'exports.phone = 1\n' })
  guilty = repository.commit('feature/department', 'Wang', 'Simplify the department', { 'src/mapper.js': mapper('row.department.name') })
  const integrated = repository.integrate(['feature/phone', 'feature/department'])
  await world.addEnvironment('test', 0)
  await world.addEnvironment('prod', 1)
  await world.addService('staff')
  const now = Date.now()
  await world.release('staff', 'prod', { commit: base, base, branches: [] }, now - 10 * minute)
  const branches = [
    { name: 'feature/phone', head: harmless, commits: 1 },
    { name: 'feature/department', head: guilty, commits: 1 },
  ]
  await world.release('staff', 'prod', { commit: integrated, base, branches }, now - 4 * minute)
}

const serve = async (): Promise<string> => {
  const now = Date.now()
  for (let i = 0; i < 40; i += 1) await request(1, { at: now - 8 * minute + i * 100 })
  for (let i = 0; i < 10; i += 1) await request(2, { at: now - 3 * minute + i * 100, broken: i % 2 === 0 })
  return request(2, { broken: true, at: now - 2 * minute })
}

beforeEach(async () => {
  world = await openTriageWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

describe('from a pasted trace id to the branch', () => {
  it('shows the chain, the failing span, the stack, the source with its branch, and who introduced it', async () => {
    await shipTwo()
    const traceId = await serve()
    await world.records.store(
      [makeRecord({ traceId, service: 'web', instance: 'web-prod-r1-1', environment: 'prod', release: 'web/prod#1' })],
      positions,
    )
    const { triage } = world.watch()
    await triage.caughtUp()

    const resolution = await triage.resolve(`[TID:${traceId}]`, limit())
    expect(resolution.items).toMatchObject([{ kind: 'trace', href: `/t/${traceId}`, environment: 'prod', failed: true }])

    const evidence = await triage.evidence(traceId, limit())
    expect(evidence).toMatchObject({
      trace: { state: 'found' },
      logs: { state: 'found', value: { total: 1 } },
      firstFailing: `${traceId}-staff:1`,
      stackFrom: 'span',
      services: [
        { service: 'web', releases: ['web/prod#1'] },
        { service: 'staff', releases: ['staff/prod#2'], by: 'instance' },
      ],
      source: { path: 'src/mapper.js', line: 5 },
      missing: [],
    })
    const line = evidence.source?.lines.find(({ no }) => no === 5)
    expect(line).toMatchObject({ branch: 'feature/department', author: 'Wang', commit: guilty })
    expect(evidence.source?.lines.find(({ no }) => no === 4)?.branch).toBeNull()

    const errors = await triage.errors({ environment: 'prod', limit: 10 })
    expect(errors).toMatchObject({
      total: 1,
      items: [
        { id: evidence.errorId, type: 'TypeError', place: 'Mapper.toDto', service: 'staff', endpoint: 'GET:/dict', count: 6, state: 'new' },
      ],
    })
    expect(errors.items[0]?.environments).toMatchObject([{ environment: 'prod', count: 6, numbers: [2] }])

    const verdict = await triage.verdict(evidence.errorId ?? '', undefined, limit())
    expect(verdict).toMatchObject({
      kind: 'introduced_by',
      environment: 'prod',
      release: 'staff/prod#2',
      branch: 'feature/department',
      commit: { id: guilty, author: 'Wang' },
      rollbackTo: 1,
    })
    expect(verdict.for.map(({ code }) => code)).toEqual(['verdict.first_seen_under', 'verdict.absent_before', 'verdict.line_added'])
    expect(verdict.for[1]?.params).toMatchObject({ requests: 40 })
  })

  it('answers in the words of the contract', async () => {
    await shipTwo()
    const traceId = await serve()
    const { triage } = world.watch()
    await triage.caughtUp()
    const id = (await triage.evidence(traceId, limit())).errorId ?? ''
    routes.trace.answer.parse(await triage.evidence(traceId, limit()))
    routes.resolve.answer.parse(await triage.resolve(traceId, limit()))
    routes.traces.answer.parse(await triage.traces({ failed: true, limit: 5 }, limit()))
    routes.errors.answer.parse(await triage.errors({ limit: 5 }))
    routes.error.answer.parse(await triage.error(id, {}))
    routes.errorEvents.answer.parse(await triage.events(id, { position: 0, limit: 5 }, limit()))
    routes.verdict.answer.parse(await triage.verdict(id, undefined, limit()))
    routes.release.answer.shape.effect.parse(await triage.effect('staff', 'prod', 2))
    routes.source.answer.parse(await triage.sourceAt('staff', 'staff/prod#2', 'src/mapper.js', 1, limit()))
  })

  it('shows rate, markers, events and the effect of the release, and says that a rollback stopped it', async () => {
    await shipTwo()
    await serve()
    const { triage } = world.watch()
    await triage.caughtUp()
    const id = (await triage.errors({ limit: 1 })).items[0]?.id ?? ''

    const events = await triage.events(id, { position: 0, limit: 2 }, limit())
    expect(events).toMatchObject({ total: 6, next: '2' })
    expect(events.items[0]).toMatchObject({ releases: ['staff/prod#2'], source: { line: 5 } })

    const effect = await triage.effect('staff', 'prod', 2)
    expect(effect).toMatchObject({ before: { requests: 40, errors: 0 }, since: { requests: 11, errors: 6 }, newErrors: [{ id }] })
    expect(await triage.rates('staff', 'prod', Date.now() - 5 * minute)).toEqual({ requests: 11, errors: 6 })

    await world.live.switched({
      service: 'staff',
      environment: 'prod',
      number: 1,
      from: 2,
      kind: 'rollback',
      deployment: 'back',
      at: Date.now() - 20_000,
      generation: 3,
    })
    expect((await triage.error(id, {})).aftermath).toMatchObject({ deployment: 'back', to: 'staff/prod#1' })
    for (let i = 0; i < 25; i += 1) await request(1)
    await triage.caughtUp()
    const detail = await triage.error(id, { environment: 'prod' })
    expect(detail.aftermath).toMatchObject({ outcome: 'stopped', errorsSince: 0, requestsSince: 25 })
    expect(await triage.verdict(id, 'prod', limit())).toMatchObject({ release: 'staff/prod#2', rollbackTo: null })
    expect(detail.rate.markers.map(({ release, kind }) => `${release} ${kind}`)).toEqual([
      'staff/prod#1 release',
      'staff/prod#2 release',
      'staff/prod#1 rollback',
    ])
    expect(detail.rate.errors.reduce((sum, count) => sum + count, 0)).toBe(6)
    expect(detail.seen).toMatchObject([
      { environment: 'test', errors: 0, requests: 0 },
      { environment: 'prod', errors: 6, requests: 76 },
    ])
  })

  it('says where it looked when it finds nothing, and what the id tells', async () => {
    const { triage } = world.watch()
    const at = Date.UTC(2026, 10, 1)
    const id = `${'a'.repeat(32)}.62.${at}0001`
    const resolution = await triage.resolve(id, limit())
    expect(resolution.items).toEqual([])
    expect(resolution.searched).toEqual([
      { where: 'traces', outcome: 'empty', scope: id },
      { where: 'logs', outcome: 'empty', scope: id },
    ])
    const evidence = await triage.evidence(id, limit())
    expect(evidence.missing).toEqual([{ code: 'missing.id_time_and_process', params: { at, process: 'aaaaaaaa', thread: '62' } }])
    await expect(triage.error('e0', {})).rejects.toMatchObject({ code: 'not_found' })
  })

  it('finds a release, an instance, a commit and the error of a pasted stack', async () => {
    await shipTwo()
    await serve()
    const { triage } = world.watch()
    await triage.caughtUp()
    const kinds = async (text: string) => (await triage.resolve(text, limit())).items.map(({ kind, href }) => `${kind} ${href}`)
    expect(await kinds('staff/prod#2')).toEqual(['release /releases/staff/prod/2'])
    expect(await kinds('staff-prod-r2-1')).toEqual(['instance /releases/staff/prod/2'])
    expect(await kinds(guilty.slice(0, 10))).toEqual(['commit /services/staff'])
    expect(await kinds(stackOf(2))).toEqual([`error /e/${(await triage.errors({ limit: 1 })).items[0]?.id}`])
  })

  it('answers for the source route, and refuses what is not there', async () => {
    await shipTwo()
    const slice = await world.triage.sourceAt('staff', 'staff/prod#2', 'src/mapper.js', 5, limit())
    expect(slice.lines.map(({ no }) => no)).toContain(5)
    await expect(world.triage.sourceAt('staff', 'staff/prod#9', 'src/mapper.js', 5, limit())).rejects.toMatchObject({ code: 'not_found' })
    await expect(world.triage.sourceAt('staff', 'staff/prod#2', 'src/none.js', 5, limit())).rejects.toMatchObject({ code: 'not_found' })
  })
})
