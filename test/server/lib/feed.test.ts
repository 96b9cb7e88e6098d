import { describe, expect, it } from 'vitest'
import { createFeed, type Taken } from '../../../server/lib/feed.ts'

const all = { pick: (value: number) => value, gather: { bytes: 0, ms: 0 } }
const createNumbers = (retainedBytes?: number) => createFeed<number>(() => 1, retainedBytes)
const next = async (taken: AsyncIterable<Taken<number>>) => (await taken[Symbol.asyncIterator]().next()).value

describe('a feed', () => {
  it('gives each taker its topics, from the moment of taking on', async () => {
    const feed = createNumbers()
    const { signal } = new AbortController()
    feed.publish('a', [1])
    const taken = feed.take({ ...all, topics: ['a'], maxBytes: 10 }, signal)
    feed.publish('a', [2])
    feed.publish('b', [3])
    feed.publish('a', [4])
    expect(await next(taken)).toEqual({ values: [2, 4], skipped: 0 })
  })

  it('drops for a slow taker what does not fit, and says how much and where', async () => {
    const feed = createNumbers()
    const { signal } = new AbortController()
    const source = feed.take({ ...all, topics: ['a'], maxBytes: 3 }, signal)[Symbol.asyncIterator]()
    feed.publish('a', [1, 2, 3, 4, 5])
    expect((await source.next()).value).toEqual({ values: [1, 2, 3], skipped: 0 })
    feed.publish('a', [6, 7, 8, 9])
    expect((await source.next()).value).toEqual({ values: [6, 7, 8], skipped: 2 })
    // Nothing follows, and still it is told.
    expect((await source.next()).value).toEqual({ values: [], skipped: 1 })
  })

  it('counts only what the taker wants', async () => {
    const feed = createNumbers()
    const { signal } = new AbortController()
    const even = { ...all, topics: ['a'], maxBytes: 1, pick: (value: number) => (value % 2 === 0 ? value : null) }
    const source = feed.take(even, signal)[Symbol.asyncIterator]()
    feed.publish('a', [1, 2, 3, 4, 5, 6])
    expect((await source.next()).value).toEqual({ values: [2], skipped: 0 })
    expect((await source.next()).value).toEqual({ values: [], skipped: 2 })
  })

  it('keeps what is published until it is released, within its bound', () => {
    const feed = createNumbers(5)
    feed.publish('a', [1, 2])
    feed.publish('a', [3, 4])
    expect(feed.recent('a')).toEqual([1, 2, 3, 4])
    feed.release('a', (value) => value <= 3)
    expect(feed.recent('a')).toEqual([4])
    feed.publish('a', [5, 6, 7])
    feed.publish('a', [8, 9])
    expect(feed.recent('a')).toEqual([5, 6, 7, 8, 9])
    feed.release('a', () => true)
    expect(feed.recent('a')).toEqual([])
  })

  it('waits a moment for company, but not when there is enough', async () => {
    const feed = createNumbers()
    const { signal } = new AbortController()
    const ask = { ...all, topics: ['a'], maxBytes: 10, gather: { bytes: 3, ms: 10_000 } }
    const taken = next(feed.take(ask, signal))
    for (const value of [1, 2, 3]) {
      feed.publish('a', [value])
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await taken).toEqual({ values: [1, 2, 3], skipped: 0 })
  })

  it('forgets a taker that leaves', async () => {
    const feed = createNumbers()
    const leaving = new AbortController()
    const taken = next(feed.take({ ...all, topics: ['a'], maxBytes: 10 }, leaving.signal))
    expect(feed.isTaken('a')).toBe(true)
    leaving.abort()
    expect(await taken).toBeUndefined()
    expect(feed.isTaken('a')).toBe(false)
  })
})
