import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteState } from '../../../server/backends/state/sqlite.ts'
import { type Database, openDatabase } from '../../../server/records/database.ts'
import type { EventRecord, NewGroup } from '../../../server/records/error-rows.ts'
import { createErrors, type Errors } from '../../../server/records/errors.ts'
import { createExposure } from '../../../server/records/exposure.ts'

const group = (fingerprint: string, values: Partial<NewGroup> = {}): NewGroup => ({
  fingerprint,
  type: 'TypeError',
  message: 'x',
  place: 'Mapper.toDto',
  service: 'staff',
  endpoint: 'GET:/dict',
  grouping: [],
  ...values,
})

const event = (id: string, at: number, values: Partial<EventRecord> = {}): Omit<EventRecord, 'group'> => ({
  id,
  at,
  environment: 'prod',
  service: 'staff',
  instance: 'staff-prod-r2-1',
  number: 2,
  releases: ['staff/prod#2'],
  endpoint: 'GET:/dict',
  traceId: id,
  spanKey: null,
  message: 'x',
  stack: null,
  ...values,
})

let state: ReturnType<typeof openSqliteState>
let db: Database
let errors: Errors

beforeEach(async () => {
  state = openSqliteState(':memory:')
  db = await openDatabase(state)
  errors = createErrors(db)
})
afterEach(() => state[Symbol.asyncDispose]())

describe('error records', () => {
  it('counts an event once however often it is told', async () => {
    for (let time = 0; time < 3; time += 1) await errors.record([{ group: group('a'), event: event('1', 100) }])
    const { items, total } = await errors.groups({ limit: 10 })
    expect(total).toBe(1)
    expect(items[0]).toMatchObject({ count: 1, firstSeen: 100, lastSeen: 100 })
  })

  it('keeps the counts exact when an event moves to another group, and drops the group left empty', async () => {
    await errors.record([
      { group: group('a'), event: event('1', 100) },
      { group: group('a'), event: event('2', 200) },
      { group: group('b'), event: event('3', 300) },
    ])
    const [moved] = await errors.record([{ group: group('b'), event: event('2', 250) }])
    expect(moved?.left).not.toBeNull()
    const after = await errors.groups({ limit: 10 })
    expect(after.items.map(({ fingerprint, count, firstSeen, lastSeen }) => ({ fingerprint, count, firstSeen, lastSeen }))).toEqual([
      { fingerprint: 'b', count: 2, firstSeen: 250, lastSeen: 300 },
      { fingerprint: 'a', count: 1, firstSeen: 100, lastSeen: 100 },
    ])
    await errors.record([{ group: group('b'), event: event('1', 100) }])
    expect((await errors.groups({ limit: 10 })).total).toBe(1)
    expect(await errors.ofTrace('1')).toMatchObject({ group: after.items[0]?.id })
  })

  it('corrects the interval when the time of an event changes', async () => {
    await errors.record([{ group: group('a'), event: event('1', 100) }])
    await errors.record([{ group: group('a'), event: event('1', 140) }])
    expect((await errors.groups({ limit: 1 })).items[0]).toMatchObject({ count: 1, firstSeen: 140, lastSeen: 140 })
  })

  it('pages through groups without repeating or missing one, by environment too', async () => {
    await errors.record(
      Array.from({ length: 25 }, (_, i) => ({
        group: group(`g${i}`),
        event: event(String(i), 1000 + (i % 5), { environment: i % 2 === 0 ? 'prod' : 'test' }),
      })),
    )
    const read = async (environment?: string): Promise<string[]> => {
      const found: string[] = []
      let after: string | undefined
      do {
        const page = await errors.groups({ limit: 4, after, environment })
        found.push(...page.items.map(({ fingerprint }) => fingerprint))
        after = page.next ?? undefined
      } while (after !== undefined)
      return found
    }
    expect(new Set(await read()).size).toBe(25)
    expect(await read('prod')).toHaveLength(13)
  })

  it('tells where and under which releases a group was seen, and what began with a release', async () => {
    await errors.record([
      { group: group('old'), event: event('1', 100, { number: 1 }) },
      { group: group('old'), event: event('2', 200) },
      { group: group('new'), event: event('3', 300) },
      { group: group('new'), event: event('4', 50, { environment: 'test', number: 9 }) },
    ])
    const [old] = (await errors.groups({ limit: 10 })).items.filter(({ fingerprint }) => fingerprint === 'old')
    expect(await errors.places([old?.id ?? ''], 150)).toEqual([
      { group: old?.id, environment: 'prod', number: 1, count: 1, firstSeen: 100, lastSeen: 100, recent: 0 },
      { group: old?.id, environment: 'prod', number: 2, count: 1, firstSeen: 200, lastSeen: 200, recent: 1 },
    ])
    expect((await errors.firstSeenUnder('staff', 'prod', 2, 10)).map(({ fingerprint }) => fingerprint)).toEqual(['new'])
    expect(await errors.histogram({ group: old?.id, from: 100, to: 300 }, 100)).toEqual(
      new Map([
        [0, 1],
        [1, 1],
      ]),
    )
  })

  it('agrees with a plain count after any order of telling, retelling and moving', async () => {
    const telling = fc.record({
      id: fc.constantFrom('1', '2', '3', '4', '5'),
      fingerprint: fc.constantFrom('a', 'b', 'c'),
      at: fc.integer({ min: 1, max: 50 }),
      environment: fc.constantFrom('prod', 'test'),
      number: fc.constantFrom(null, 1, 2),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(telling, { minLength: 1, maxLength: 25 }), async (tellings) => {
        await errors.forget('staff', 'prod')
        await errors.forget('staff', 'test')
        const told = new Map<string, (typeof tellings)[number]>()
        for (const one of tellings) {
          told.set(one.id, one)
          const { id, fingerprint, at, ...place } = one
          await errors.record([{ group: group(fingerprint), event: event(id, at, place) }])
        }
        const { items } = await errors.groups({ limit: 10 })
        expect(new Set(items.map(({ fingerprint }) => fingerprint))).toEqual(
          new Set([...told.values()].map(({ fingerprint }) => fingerprint)),
        )
        for (const { id, fingerprint, count, firstSeen, lastSeen } of items) {
          const own = [...told.values()].filter((one) => one.fingerprint === fingerprint)
          const times = own.map(({ at }) => at)
          expect({ count, firstSeen, lastSeen }).toEqual({ count: own.length, firstSeen: Math.min(...times), lastSeen: Math.max(...times) })
          const places = await errors.places([id], 25)
          expect(places.reduce((sum, place) => sum + place.count, 0)).toBe(own.length)
          expect(places.reduce((sum, place) => sum + place.recent, 0)).toBe(times.filter((at) => at >= 25).length)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the stacks of the newest 200 events of a place, and all events', async () => {
    const stack = { causes: [], truncated: false, raw: 'x' }
    await errors.record(Array.from({ length: 230 }, (_, i) => ({ group: group('a'), event: event(String(i), i, { stack }) })))
    const id = (await errors.groups({ limit: 1 })).items[0]?.id ?? ''
    const { items, total } = await errors.events({ group: id, position: 0, limit: 230 })
    expect(total).toBe(230)
    expect(items.filter((one) => one.stack !== null).map(({ at }) => at)).toEqual(Array.from({ length: 200 }, (_, i) => 229 - i))
  })

  it('forgets one service in one environment', async () => {
    await errors.record([
      { group: group('a'), event: event('1', 100) },
      { group: group('a'), event: event('2', 200, { environment: 'test' }) },
      { group: group('b'), event: event('3', 300) },
    ])
    await errors.forget('staff', 'prod')
    expect((await errors.groups({ limit: 10 })).items).toMatchObject([{ fingerprint: 'a', count: 1, firstSeen: 200 }])
  })
})

describe('exposure', () => {
  it('replaces a minute that is told again, and adds up what is asked for', async () => {
    const exposure = createExposure(db)
    const row = { service: 'staff', environment: 'prod', number: 1, operation: 'GET:/staff', minute: 60_000, requests: 5, failed: 1 }
    await exposure.put([row, { ...row, operation: 'GET:/health', requests: 2, failed: 0 }])
    await exposure.put([
      { ...row, requests: 7 },
      { ...row, number: 2, minute: 120_000 },
    ])
    expect(await exposure.total({ service: 'staff' })).toEqual({ requests: 14, failed: 2 })
    expect(await exposure.total({ service: 'nobody' })).toEqual({ requests: 0, failed: 0 })
    expect(await exposure.byNumber({ service: 'staff', environment: 'prod', operation: 'GET:/staff' })).toEqual(
      new Map([
        [1, { requests: 7, failed: 1 }],
        [2, { requests: 5, failed: 1 }],
      ]),
    )
    expect(await exposure.histogram({ service: 'staff', from: 0, to: 200_000 }, 60_000)).toEqual(
      new Map([
        [1, 9],
        [2, 5],
      ]),
    )
  })
})
