/**
 * A multicast of values to any number of takers, each with a bounded buffer of its own. A slow taker never holds up the
 * publisher or another taker: what does not fit is dropped for that taker alone and counted.
 */
export interface Feed<Value> {
  publish(values: readonly Value[]): void
  take(wants: (value: Value) => boolean, capacity: number, signal: AbortSignal): AsyncIterable<Taken<Value>>
}

/** Values in order; `skipped` were dropped just before the first of them. */
export interface Taken<Value> {
  values: Value[]
  skipped: number
}

interface Taker<Value> {
  wants: (value: Value) => boolean
  capacity: number
  values: Value[]
  skipped: number
  wake: () => void
}

export const createFeed = <Value>(): Feed<Value> => {
  const takers = new Set<Taker<Value>>()

  const offer = (taker: Taker<Value>, values: readonly Value[]): void => {
    for (const value of values) {
      if (!taker.wants(value)) continue
      if (taker.values.length < taker.capacity) taker.values.push(value)
      else taker.skipped += 1
    }
    if (taker.values.length > 0) taker.wake()
  }

  return {
    publish(values) {
      for (const taker of takers) offer(taker, values)
    },

    /** The taker is registered when this returns, not at the first `next()`: nothing published in between is missed. */
    take(wants, capacity, signal) {
      const taker: Taker<Value> = { wants, capacity, values: [], skipped: 0, wake: () => {} }
      takers.add(taker)
      signal.addEventListener('abort', () => {
        takers.delete(taker)
        taker.wake()
      })
      return drain(taker, signal, () => takers.delete(taker))
    },
  }
}

async function* drain<Value>(taker: Taker<Value>, signal: AbortSignal, leave: () => void): AsyncIterable<Taken<Value>> {
  try {
    while (!signal.aborted) {
      if (taker.values.length === 0) {
        await new Promise<void>((resolve) => {
          taker.wake = resolve
        })
        continue
      }
      const taken = { values: taker.values, skipped: taker.skipped }
      taker.values = []
      taker.skipped = 0
      yield taken
    }
  } finally {
    leave()
  }
}
