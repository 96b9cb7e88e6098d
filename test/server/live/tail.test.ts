import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../../server/contract/socket.ts'
import { systemClock } from '../../../server/lib/clock.ts'
import { createFeed } from '../../../server/lib/feed.ts'
import { type TailPart, tail } from '../../../server/live/tail.ts'
import { makeLine } from '../../support/live-world.ts'
import { makeRecord } from '../../support/log-records.ts'
import { createMemoryLogs } from '../../support/memory-logs.ts'
import { until } from '../../support/until.ts'

const instance = 'order-test-r1-1'
const everything = { instances: [instance], backfill: 100, filter: '' }

const createWorld = () => {
  const logs = createMemoryLogs()
  const feed = createFeed<LogLine>((line) => line.text.length + 160)
  let stored = 0
  return {
    logs,
    feed,
    publish: (...lines: LogLine[]) => feed.publish(lines[0]?.instance ?? instance, lines),
    /** What the collector does once lines are stored. */
    async store(...lines: LogLine[]) {
      const records = lines.map(({ seq, at, text, instance: name }) => makeRecord({ seq, at, text, instance: name }))
      await logs.store(records, [])
      stored = Math.max(stored, ...lines.map(({ seq }) => seq))
      for (const name of new Set(lines.map((line) => line.instance))) feed.release(name, ({ seq }) => seq <= stored)
    },
    follow(ask = everything) {
      const leaving = new AbortController()
      const parts: TailPart[] = []
      const done = (async () => {
        for await (const part of tail({ logs, feed, clock: systemClock }, ask, leaving.signal)) parts.push(part)
      })()
      return {
        parts,
        texts: () => parts.flatMap(({ lines }) => lines.map(({ text }) => text)),
        skipped: () => parts.reduce((sum, { skipped }) => sum + skipped, 0),
        isFollowing: () => parts.some(({ backfill }) => backfill),
        async [Symbol.asyncDispose]() {
          leaving.abort()
          await done
        },
      }
    },
  }
}

const range = (from: number, to: number, values: Partial<LogLine> = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) => makeLine({ seq: from + index, ...values }))
const texts = (from: number, to: number) => range(from, to).map(({ text }) => text)

describe('the output for one viewer', () => {
  it('begins with the newest stored lines in time order, divided as they were printed', async () => {
    const world = createWorld()
    await world.store(...range(1, 5), makeLine({ seq: 6, text: 'line 6\n  at a\n  at b' }))
    await using view = world.follow({ ...everything, backfill: 4 })
    await until(view.isFollowing)
    expect(view.texts()).toEqual(['line 5', 'line 6', '  at a', '  at b'])
    expect(view.parts.flatMap(({ lines }) => lines.map(({ seq, continues }) => [seq, continues]))).toEqual([
      [5, false],
      [6, false],
      [7, true],
      [8, true],
    ])
  })

  it('says that there is no history by one empty part', async () => {
    const world = createWorld()
    await using view = world.follow()
    await until(view.isFollowing)
    expect(view.parts).toEqual([{ lines: [], skipped: 0, backfill: true, notes: [] }])
  })

  it('loses no line and doubles none, whenever it is stored while the history is read', async () => {
    const world = createWorld()
    await world.store(...range(1, 10))
    world.publish(...range(11, 20))
    const answer = world.logs.search
    // Lines are printed and stored between the question and the answer.
    world.logs.search = async (query, signal) => {
      world.publish(...range(21, 30))
      await world.store(...range(11, 25))
      const page = await answer(query, signal)
      world.publish(...range(31, 40))
      await world.store(...range(26, 40))
      return page
    }
    await using view = world.follow()
    await until(() => view.texts().length >= 40)
    world.publish(...range(41, 42))
    await until(() => view.texts().length >= 42)
    expect(view.texts()).toEqual(texts(1, 42))
    expect(view.skipped()).toBe(0)
  })

  it('shows lines that are printed and not stored yet', async () => {
    const world = createWorld()
    world.publish(...range(1, 3))
    await using view = world.follow()
    await until(view.isFollowing)
    expect(view.texts()).toEqual(texts(1, 3))
  })

  it('counts lines that are neither stored nor kept any more', async () => {
    const world = createWorld()
    await world.store(...range(1, 5))
    // More than is kept for latecomers: the oldest are gone, and the store does not have them yet.
    const long = 'x'.repeat(1000)
    for (let seq = 6; seq <= 3005; seq += 1) world.publish(makeLine({ seq, text: long }))
    await using view = world.follow({ ...everything, backfill: 5000 })
    await until(view.isFollowing)
    await until(() => view.parts.at(-1)?.lines.at(-1)?.seq === 3005)
    expect(view.texts().length + view.skipped()).toBe(3005)
  })

  it('goes on without history where the store does not answer, and says so', async () => {
    const world = createWorld()
    world.logs.refuse('it is down')
    await using view = world.follow()
    await until(view.isFollowing)
    expect(view.parts[0]?.notes).toEqual([{ code: 'live.history_unavailable', params: { reason: 'it is down' } }])
    world.publish(makeLine({ seq: 1 }))
    await until(() => view.texts().length === 1)
  })

  it('applies the filter to history and to new lines in the same way', async () => {
    const world = createWorld()
    await world.store(
      makeLine({ seq: 1, text: 'SocketTimeout' }),
      makeLine({ seq: 2, text: 'other' }),
      makeLine({ seq: 3, text: '部门缺失 timeout' }),
    )
    world.publish(makeLine({ seq: 4, text: 'TIMEOUT' }), makeLine({ seq: 5, text: 'other' }))
    await using view = world.follow({ ...everything, filter: 'timeOut' })
    await until(view.isFollowing)
    world.publish(makeLine({ seq: 6, text: 'no' }), makeLine({ seq: 7, text: 'a timeout' }))
    await until(() => view.texts().length === 4)
    expect(view.texts()).toEqual(['SocketTimeout', '部门缺失 timeout', 'TIMEOUT', 'a timeout'])
    expect(view.skipped()).toBe(0)
  })

  it('says where the search for filtered history ended', async () => {
    const world = createWorld()
    await world.store(...range(1, 21_000))
    await using view = world.follow({ ...everything, filter: 'line 1.' })
    await until(view.isFollowing)
    expect(view.parts[0]?.notes).toEqual([{ code: 'live.history_limit', params: { records: 20_000 } }])
  })

  it('merges instances in time order within the window, and keeps the order of each stream', async () => {
    const world = createWorld()
    const [one, two] = ['a-test-r1-1', 'b-test-r1-1'] as const
    await using view = world.follow({ instances: [one, two], backfill: 10, filter: '' })
    await until(view.isFollowing)
    const now = Date.now()
    world.publish(
      makeLine({ instance: two, seq: 1, at: now + 2, text: 'b1' }),
      makeLine({ instance: two, seq: 2, at: now + 1, text: 'b2' }),
    )
    world.publish(makeLine({ instance: one, seq: 1, at: now, text: 'a1' }))
    world.publish(makeLine({ instance: one, seq: 2, at: now + 5, text: 'a2' }))
    await until(() => view.texts().length === 4)
    expect(view.texts()).toEqual(['a1', 'b1', 'b2', 'a2'])
  })

  it('leaves the feed when its reader leaves without a signal', async () => {
    const world = createWorld()
    for await (const _part of tail({ logs: world.logs, feed: world.feed, clock: systemClock }, everything, new AbortController().signal))
      break
    expect(world.feed.isTaken(instance)).toBe(false)
  })
})
