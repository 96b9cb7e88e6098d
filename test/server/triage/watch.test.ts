import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { unavailable } from '../../../server/contract/errors.ts'
import { systemClock } from '../../../server/lib/clock.ts'
import { createAnnouncer } from '../../../server/triage/watch/announcer.ts'
import { toRows } from '../../../server/triage/watch/exposure-reader.ts'
import { createPending } from '../../../server/triage/watch/pending.ts'
import { makeRecord } from '../../support/log-records.ts'
import { makeSegment } from '../../support/segments.ts'
import { openTriageWorld, type TriageWorld } from '../../support/triage-world.ts'

const opened: TriageWorld[] = []
const open = async (...args: Parameters<typeof openTriageWorld>): Promise<TriageWorld> => {
  const world = await openTriageWorld(...args)
  opened.push(world)
  await world.addEnvironment('prod', 0)
  return world
}
afterEach(async () => {
  for (const world of opened.splice(0)) await world[Symbol.asyncDispose]()
})

const limit = (): AbortSignal => AbortSignal.timeout(20_000)
const newId = (): string => randomUUID().replaceAll('-', '')
const stack = 'DepartmentError: no department\n    at toDto (/app/src/mapper.js:5:3)'

const failing = (traceId: string, service: string, values: { parent?: string; stack?: string; status?: string } = {}) =>
  makeSegment({
    traceId,
    segmentId: `${traceId}-${service}`,
    service,
    instance: `${service}-prod-r1-1`,
    spans: [
      {
        operation: `GET:/${service}`,
        failed: true,
        startAt: Date.now() - 1000,
        endAt: Date.now() - 900,
        refs: values.parent === undefined ? [] : [{ segmentId: `${traceId}-${values.parent}`, spanId: 0, kind: 'process' }],
        tags: values.status === undefined ? [] : [{ key: 'http.status.code', value: values.status }],
        logs: values.stack === undefined ? [] : [{ at: Date.now(), fields: [{ key: 'Stack', value: values.stack }] }],
      },
    ],
  })

const record = (values: Parameters<typeof makeRecord>[0] = {}) =>
  makeRecord({
    level: 'error',
    environment: 'prod',
    service: 'staff',
    instance: 'staff-prod-r1-1',
    release: 'staff/prod#1',
    at: Date.now(),
    ...values,
  })

const seen = async ({ triage }: TriageWorld) =>
  (await triage.errors({ limit: 50 })).items.map(({ service, type, count, endpoint }) => ({ service, type, count, endpoint }))

describe('watching the stores', () => {
  it('makes one event of a trace, however many of its spans and log records say that it failed', async () => {
    const world = await open()
    const traceId = newId()
    await world.segments.store([failing(traceId, 'web'), failing(traceId, 'staff', { parent: 'web', stack })])
    await world.records.store(
      [record({ traceId, text: `failed\n${stack}` }), record({ traceId, service: 'web', text: 'staff answered 500' })],
      [],
    )
    await world.watch().triage.caughtUp()
    expect(await seen(world)).toEqual([{ service: 'staff', type: 'DepartmentError', count: 1, endpoint: 'GET:/web' }])
  })

  it('moves the event when a later segment shows where the trace really broke', async () => {
    const world = await open()
    const traceId = newId()
    const { triage } = world.watch()
    await world.segments.store([failing(traceId, 'web', { status: '500' })])
    await triage.caughtUp()
    expect(await seen(world)).toEqual([{ service: 'web', type: 'HTTP 500', count: 1, endpoint: 'GET:/web' }])
    await world.segments.store([failing(traceId, 'staff', { parent: 'web', stack })])
    await triage.caughtUp()
    expect(await seen(world)).toEqual([{ service: 'staff', type: 'DepartmentError', count: 1, endpoint: 'GET:/web' }])
  })

  it('takes the stack from the log where the span has none', async () => {
    const world = await open()
    const traceId = newId()
    await world.segments.store([failing(traceId, 'staff')])
    await world.records.store([record({ traceId, text: `2026-11-24 10:00:00 ERROR [TID:${traceId}] failed\n${stack}` })], [])
    await world.watch().triage.caughtUp()
    const evidence = await world.triage.evidence(traceId, limit())
    expect(evidence).toMatchObject({ stackFrom: 'log', firstFailing: `${traceId}-staff:0` })
    expect(await seen(world)).toMatchObject([{ type: 'DepartmentError' }])
  })

  it('does not call a refusal an error', async () => {
    const world = await open()
    await world.segments.store([failing(newId(), 'web', { status: '404' })])
    await world.records.store([record()], [])
    await world.watch().triage.caughtUp()
    expect((await seen(world)).filter(({ service }) => service === 'web')).toEqual([])
  })

  it('makes events of error records without a trace, and of those whose trace never comes', async () => {
    const world = await open()
    await world.records.store(
      [
        record({ text: '2026-11-24 10:00:00.1 ERROR [TID:N/A] [job] order 17 not found' }),
        record({ text: '2026-11-24 10:00:01.1 ERROR [TID:N/A] [job] order 18 not found' }),
        record({ traceId: newId(), text: `gone\n${stack}` }),
        record({ level: 'warn', text: 'slow' }),
      ],
      [],
    )
    await world.watch().triage.caughtUp()
    expect((await seen(world)).map(({ type, count }) => `${type} ${count}`).sort()).toEqual(['DepartmentError 1', 'ERROR 2'])
  })

  it('goes on after a restart without counting anything twice', async () => {
    const world = await open()
    const first = world.watch()
    await world.segments.store([failing(newId(), 'staff', { stack })])
    await world.records.store([record({ text: 'boom' })], [])
    await first.triage.caughtUp()
    first.stop()
    await world.segments.store([failing(newId(), 'staff', { stack })])
    await world.watch().triage.caughtUp()
    expect((await seen(world)).map(({ type, count }) => `${type} ${count}`).sort()).toEqual(['DepartmentError 2', 'ERROR 1'])
  })

  it('reads a store from its beginning after it was replaced by an empty one', async () => {
    const notes = [{ code: 'store.moved_aside', params: {} }]
    const world = await open(({ logs }) => ({ logs: { ...logs, status: async (signal) => ({ ...(await logs.status(signal)), notes }) } }))
    await world.marks.set('triage:logs', 5000)
    await world.records.store([record({ text: 'boom' })], [])
    await world.watch().triage.caughtUp()
    expect(await seen(world)).toHaveLength(1)
  })

  it('shows what the other store has while one is away, and catches up when it is back', async () => {
    let away = true
    const world = await open(({ traces }) => ({
      traces: {
        ...traces,
        trace: (id, signal) => (away ? Promise.reject(unavailable('the trace store is away')) : traces.trace(id, signal)),
      },
    }))
    const traceId = newId()
    await world.segments.store([failing(traceId, 'staff', { stack })])
    await world.records.store([record({ traceId, text: 'failed' })], [])
    const { triage } = world.watch()
    expect(await triage.evidence(traceId, limit())).toMatchObject({
      trace: { state: 'unavailable', reason: 'the trace store is away' },
      logs: { state: 'found' },
    })
    expect(await triage.resolve(traceId, limit())).toMatchObject({
      items: [{ kind: 'trace' }],
      searched: [
        { where: 'traces', outcome: 'unavailable' },
        { where: 'logs', outcome: 'found' },
      ],
    })
    expect(await seen(world)).toEqual([])
    away = false
    await triage.caughtUp()
    expect(await seen(world)).toHaveLength(1)
  })

  it('gives a source that hangs three seconds, and the page its other parts', async () => {
    const world = await open(({ logs }) => ({ logs: { ...logs, search: () => new Promise(() => {}) } }))
    const traceId = newId()
    await world.segments.store([failing(traceId, 'staff', { stack })])
    const before = performance.now()
    const evidence = await world.triage.evidence(traceId, limit())
    expect(performance.now() - before).toBeLessThan(4500)
    expect(evidence).toMatchObject({ trace: { state: 'found' }, logs: { state: 'unavailable' }, stackFrom: 'span' })
  })

  it('shows a trace of 5,000 spans with a cycle, a missing parent and a span from the future', async () => {
    const world = await open()
    const traceId = newId()
    const spans = Array.from({ length: 5000 }, (_, spanId) => ({ spanId, parentSpanId: spanId === 0 ? 4999 : spanId - 1, failed: true }))
    await world.segments.store([
      makeSegment({ traceId, segmentId: `${traceId}-a`, spans }),
      makeSegment({
        traceId,
        segmentId: `${traceId}-b`,
        spans: [{ refs: [{ segmentId: 'nowhere', spanId: 3, kind: 'process' }], startAt: Date.now() + 86_400_000 * 365 }],
      }),
    ])
    const evidence = await world.triage.evidence(traceId, limit())
    expect(evidence.firstFailing).not.toBeNull()
    await world.watch().triage.caughtUp()
    expect(await seen(world)).toHaveLength(1)
  })

  it('announces each changed error', async () => {
    const world = await open()
    await world.segments.store([failing(newId(), 'staff', { stack })])
    await world.watch().triage.caughtUp()
    await expect.poll(() => world.announced.length).toBe(1)
    const id = (await world.triage.errors({ limit: 1 })).items[0]?.id
    expect(world.announced).toEqual([{ event: 'errors:changed', payload: { id } }])
  })
})

describe('the announcer', () => {
  it('speaks at most once a second of each error, and does not forget the last change', () => {
    const said: string[] = []
    let now = 0
    const announcer = createAnnouncer(({ payload }) => said.push('id' in payload ? String(payload.id) : ''), {
      ...systemClock,
      now: () => now,
    })
    for (; now < 2000; now += 100) {
      announcer.changed('a')
      announcer.flush()
    }
    expect(said).toEqual(['a', 'a'])
    now = 2500
    announcer.flush()
    announcer.flush()
    expect(said).toEqual(['a', 'a', 'a'])
  })
})

describe('traces that wait', () => {
  const told = { stream: 'failed' as const, due: 10, giveUp: 0 }

  it('hold back the cursor until they are judged', () => {
    const pending = createPending()
    pending.add('a', { ...told, cursor: 5 })
    pending.add('b', { ...told, cursor: 7 })
    expect(pending.safeCursor('failed', 9)).toBe(4)
    pending.done('a', pending.token('a'))
    expect(pending.safeCursor('failed', 9)).toBe(6)
    expect(pending.safeCursor('logs', 3)).toBe(3)
  })

  it('are judged again when they were told of during the judgement', () => {
    const pending = createPending()
    pending.add('a', { ...told, cursor: 5 })
    const token = pending.token('a')
    pending.add('a', { ...told, cursor: 8, due: 20 })
    pending.done('a', token)
    expect(pending.due(15, 9)).toEqual([])
    expect(pending.due(20, 9)).toEqual(['a'])
  })
})

describe('exposure rows', () => {
  it('add up the instances of one release and leave out what has no place', () => {
    const count = { service: 'staff', operation: 'GET:/staff', minute: 60_000, requests: 2, failed: 1 }
    const rows = toRows(
      [
        { ...count, instance: 'a' },
        { ...count, instance: 'b' },
        { ...count, instance: 'stray' },
      ],
      ({ instance }) => (instance === 'stray' ? null : { service: 'staff', environment: 'prod', number: 1 }),
    )
    expect(rows).toEqual([
      { service: 'staff', environment: 'prod', number: 1, operation: 'GET:/staff', minute: 60_000, requests: 4, failed: 2 },
    ])
  })
})
