import { describe, expect, test } from 'vitest'
import type { TraceSink, Traces } from '../../server/backends/traces/port.ts'
import { makeSegment } from '../support/segments.ts'

type Store = Traces & TraceSink & AsyncDisposable
const signal = new AbortController().signal

/** What every trace store promises. `open` gives an empty one; `settled` resolves when what was stored can be read. */
export const tracesConformance = (name: string, open: () => Promise<Store>, settled: () => Promise<void> = async () => {}): void => {
  describe(`traces: ${name}`, () => {
    const storing = async (store: Store, ...segments: Parameters<typeof makeSegment>[0][]) => {
      for (const segment of segments) await store.store([makeSegment(segment)])
      await settled()
    }
    const web = { traceId: 't1', segmentId: 's1', service: 'web', instance: 'web-test-r3-1' }
    const order = { traceId: 't1', segmentId: 's2', spans: [{ refs: [{ segmentId: 's1', spanId: 1, kind: 'process' as const }] }] }

    test('gives back every field of a span that it was given', async () => {
      await using store = await open()
      const segment = makeSegment({
        ...web,
        spans: [
          {},
          {
            kind: 'exit',
            layer: 'Database',
            component: 'SQLite',
            peer: '127.0.0.1:1',
            operation: 'select',
            failed: true,
            startAt: 1_000_010,
            endAt: 1_000_020,
            tags: [{ key: 'db.statement', value: 'select * from staff where 姓名 = ?' }],
            logs: [{ at: 1_000_015, fields: [{ key: 'stack', value: 'TypeError: x\n    at f (a.js:1:2)' }] }],
            refs: [{ segmentId: 'elsewhere', spanId: 7, kind: 'thread' }],
          },
        ],
      })
      await store.store([segment])
      await settled()
      expect((await store.trace('t1', signal))?.spans).toEqual(segment.spans)
    })

    test('says null for a trace and a segment that nobody reported', async () => {
      await using store = await open()
      expect(await store.trace("no'such\u0000%", signal)).toBeNull()
      expect(await store.traceOfSegment('nothing', signal)).toBeNull()
    })

    test('puts a trace together whatever the order in which its segments arrive', async () => {
      await using store = await open()
      await storing(store, order, web)
      const trace = await store.trace('t1', signal)
      expect(trace?.spans.map((span) => span.segmentId).sort()).toEqual(['s1', 's2'])
      expect(await store.traceOfSegment('s2', signal)).toBe('t1')
      expect(await store.list({ limit: 10 }, signal)).toMatchObject([
        { traceId: 't1', service: 'web', environment: 'test', operation: 'GET:/orders', services: 2, failed: false, durationMs: 50 },
      ])
    })

    test('counts a segment once that is reported twice', async () => {
      await using store = await open()
      await storing(store, web, web)
      expect((await store.trace('t1', signal))?.spans).toHaveLength(1)
      const counts = await store.entryCounts({ from: 0, to: 2_000_000 }, signal)
      expect(counts).toMatchObject([{ instance: 'web-test-r3-1', operation: 'GET:/orders', minute: 960_000, requests: 1, failed: 0 }])
    })

    test('keeps spans whose parents are missing or go in a circle', async () => {
      await using store = await open()
      const circle = (segmentId: string, parent: string) => ({
        traceId: 't1',
        segmentId,
        spans: [{ parentSpanId: 0, refs: [{ segmentId: parent, spanId: 0, kind: 'process' as const }] }],
      })
      await storing(store, circle('s1', 's2'), circle('s2', 's1'), circle('s3', 'lost'))
      expect((await store.trace('t1', signal))?.spans).toHaveLength(3)
    })

    test('lists newest first and narrows by environment, service, failure, text, duration and time', async () => {
      await using store = await open()
      const at = (startAt: number, more = {}) => [{ startAt, endAt: startAt + 10, ...more }]
      await storing(
        store,
        { traceId: 'old', segmentId: 'a', spans: at(1000) },
        { traceId: 'prod', segmentId: 'b', instance: 'order-prod-r9-2', spans: at(2000, { failed: true }) },
        {
          traceId: 'slow',
          segmentId: 'c',
          service: 'web',
          instance: 'web-test-r1-1',
          spans: at(3000, { endAt: 4000, operation: 'POST:/付款' }),
        },
      )
      const ids = async (query: object) => (await store.list({ limit: 10, ...query }, signal)).map((one) => one.traceId)
      expect(await ids({})).toEqual(['slow', 'prod', 'old'])
      expect(await ids({ limit: 1 })).toEqual(['slow'])
      expect(await ids({ environment: 'prod' })).toEqual(['prod'])
      expect(await ids({ environment: 'test' })).toEqual(['slow', 'old'])
      expect(await ids({ environment: 'est' })).toEqual([])
      expect(await ids({ service: 'order', environment: 'test' })).toEqual(['old'])
      expect(await ids({ failed: true })).toEqual(['prod'])
      expect(await ids({ text: '付款' })).toEqual(['slow'])
      expect(await ids({ text: "%_'" })).toEqual([])
      expect(await ids({ minMs: 500 })).toEqual(['slow'])
      expect(await ids({ before: 3000 })).toEqual(['prod', 'old'])
    })

    test('lists a trace once that many services and instances of an environment took part in', async () => {
      await using store = await open()
      await storing(store, web, order, { ...order, segmentId: 's3', service: 'staff', instance: 'staff-test-r1-1' })
      expect(await store.list({ environment: 'test', limit: 10 }, signal)).toHaveLength(1)
    })

    test('tells of a failed trace again when a later segment of it arrives', async () => {
      await using store = await open()
      await storing(store, { ...web, spans: [{ failed: true }] }, { traceId: 'fine', segmentId: 'x' })
      const [first] = await store.failedSince(0, 10, signal)
      expect(first?.traceId).toBe('t1')
      expect(await store.failedSince(first?.cursor ?? 0, 10, signal)).toEqual([])
      await storing(store, order)
      const [again] = await store.failedSince(first?.cursor ?? 0, 10, signal)
      expect(again?.traceId).toBe('t1')
      expect(again?.cursor).toBeGreaterThan(first?.cursor ?? 0)
    })

    test('counts entry spans by minute, instance and operation, failed ones apart', async () => {
      await using store = await open()
      const hit = (segmentId: string, startAt: number, failed: boolean) => ({ traceId: segmentId, segmentId, spans: [{ startAt, failed }] })
      await storing(store, hit('a', 60_000, false), hit('b', 119_999, true), hit('c', 120_000, false))
      await storing(store, {
        traceId: 'd',
        segmentId: 'd',
        service: 'web',
        instance: 'web-test-r1-1',
        spans: [{ kind: 'exit', startAt: 60_000 }],
      })
      const counts = await store.entryCounts({ from: 0, to: 180_000, service: 'order' }, signal)
      expect(counts.map(({ minute, requests, failed }) => [minute, requests, failed])).toEqual([
        [60_000, 2, 1],
        [120_000, 1, 0],
      ])
      expect(await store.entryCounts({ from: 0, to: 60_000 }, signal)).toEqual([])
    })
  })
}
