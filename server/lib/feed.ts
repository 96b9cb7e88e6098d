/**
 * A multicast of values by topic to any number of takers, each with a bounded buffer of its own. A slow taker never holds up
 * the publisher or another taker: what does not fit is dropped for that taker alone and counted.
 */
export interface Feed<Value> {
  publish(topic: string, values: readonly Value[]): void
  /**
   * Values that are published and not yet released, oldest first, at most about `retainedBytes`. Whoever reads them and calls
   * `take` without awaiting in between has every value from the first of these on, none twice.
   */
  recent(topic: string): Value[]
  /** Forgets the retained values that can now be read elsewhere. */
  release(topic: string, done: (value: Value) => boolean): void
  /** Somebody takes this topic. */
  isTaken(topic: string): boolean
  /** The taker is registered when this returns, not at the first `next()`: nothing published in between is missed. */
  take(ask: Take<Value>, signal: AbortSignal): AsyncIterable<Taken<Value>>
}

export interface Take<Value> {
  topics: readonly string[]
  /** What the taker keeps of a value, or null for nothing; a value it does not want is never counted as skipped. */
  pick: (value: Value) => Value | null
  /** At most this much is kept for the taker until it asks. */
  maxBytes: number
  /** Values are handed over when there are this many bytes of them, or this long after the first. */
  gather: { bytes: number; ms: number }
}

/** Values in order; `skipped` were dropped just before the first of them, or since, where there is none. */
export interface Taken<Value> {
  values: Value[]
  skipped: number
}

interface Taker<Value> {
  ask: Take<Value>
  values: Value[]
  bytes: number
  /** Dropped before the kept values, and after them. */
  skippedBefore: number
  skippedAfter: number
  wake: () => void
}

interface Batch<Value> {
  values: readonly Value[]
  bytes: number
}

interface Retained<Value> {
  batches: Batch<Value>[]
  bytes: number
}

export const createFeed = <Value>(sizeOf: (value: Value) => number, retainedBytes = 1024 * 1024): Feed<Value> => {
  const takers = new Map<string, Set<Taker<Value>>>()
  const retained = new Map<string, Retained<Value>>()

  /** Once a value is dropped all that follow are dropped too, until the taker asks: the gap is in one place. */
  const offer = (taker: Taker<Value>, values: readonly Value[]): void => {
    for (const value of values) {
      const picked = taker.ask.pick(value)
      if (picked === null) continue
      if (taker.skippedAfter > 0 || taker.bytes >= taker.ask.maxBytes) taker.skippedAfter += 1
      else {
        taker.bytes += sizeOf(picked)
        taker.values.push(picked)
      }
    }
    if (taker.values.length > 0) taker.wake()
  }

  const toBatch = (values: readonly Value[]): Batch<Value> => {
    let bytes = 0
    for (const value of values) bytes += sizeOf(value)
    return { values, bytes }
  }

  const retain = (topic: string, values: readonly Value[]): void => {
    const kept = retained.get(topic) ?? { batches: [], bytes: 0 }
    retained.set(topic, kept)
    const batch = toBatch(values)
    kept.batches.push(batch)
    kept.bytes += batch.bytes
    while (kept.bytes > retainedBytes && kept.batches.length > 1) kept.bytes -= kept.batches.shift()?.bytes ?? 0
  }

  return {
    publish(topic, values) {
      if (values.length === 0) return
      retain(topic, values)
      for (const taker of takers.get(topic) ?? []) offer(taker, values)
    },

    recent: (topic) => retained.get(topic)?.batches.flatMap(({ values }) => values) ?? [],

    release(topic, done) {
      const kept = retained.get(topic)
      if (kept === undefined) return
      const left = kept.batches
        .map(({ values }) => toBatch(values.filter((value) => !done(value))))
        .filter(({ values }) => values.length > 0)
      if (left.length === 0) retained.delete(topic)
      else retained.set(topic, { batches: left, bytes: left.reduce((sum, { bytes }) => sum + bytes, 0) })
    },

    isTaken: (topic) => takers.has(topic),

    take(ask, signal) {
      const taker: Taker<Value> = { ask, values: [], bytes: 0, skippedBefore: 0, skippedAfter: 0, wake: () => {} }
      const leave = () => {
        for (const topic of ask.topics) {
          const others = takers.get(topic)
          others?.delete(taker)
          if (others?.size === 0) takers.delete(topic)
        }
        taker.values = []
        taker.wake()
      }
      if (signal.aborted) return drain(taker, signal, leave)
      for (const topic of ask.topics) takers.set(topic, (takers.get(topic) ?? new Set()).add(taker))
      signal.addEventListener('abort', leave, { once: true })
      return drain(taker, signal, leave)
    },
  }
}

const woken = <Value>(taker: Taker<Value>, limitMs?: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = limitMs === undefined ? undefined : setTimeout(resolve, limitMs)
    taker.wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })

async function* drain<Value>(taker: Taker<Value>, signal: AbortSignal, leave: () => void): AsyncIterable<Taken<Value>> {
  const { bytes, ms } = taker.ask.gather
  const isEmpty = () => taker.values.length === 0 && taker.skippedBefore === 0
  const gathered = async (): Promise<void> => {
    const until = performance.now() + ms
    while (taker.bytes < bytes && !signal.aborted && performance.now() < until) await woken(taker, Math.max(0, until - performance.now()))
  }
  try {
    while (!signal.aborted) {
      if (isEmpty()) {
        await woken(taker)
        continue
      }
      await gathered()
      const taken = { values: taker.values, skipped: taker.skippedBefore }
      taker.values = []
      taker.bytes = 0
      taker.skippedBefore = taker.skippedAfter
      taker.skippedAfter = 0
      if (!signal.aborted) yield taken
    }
  } finally {
    signal.removeEventListener('abort', leave)
    leave()
  }
}
