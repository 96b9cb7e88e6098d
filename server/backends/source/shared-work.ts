/**
 * One run at a time of a piece of work that several wait for. Who asks while it runs gets the run after it, which begins
 * later than the question and so sees everything the asker knew of. A run ends early when nobody waits for it any more.
 */
export const createSharedWork = (work: (signal: AbortSignal) => Promise<void>): ((signal: AbortSignal) => Promise<void>) => {
  interface Run {
    waiting: number
    stop: AbortController
    done: Promise<void>
  }
  let running: Run | null = null
  let next: Run | null = null

  const begin = (after: Promise<void>): Run => {
    const stop = new AbortController()
    const run: Run = { waiting: 0, stop, done: Promise.resolve() }
    run.done = after.then(async () => {
      running = run
      if (next === run) next = null
      try {
        stop.signal.throwIfAborted()
        await work(stop.signal)
      } finally {
        if (running === run) running = null
      }
    })
    return run
  }

  const choose = (): Run => {
    if (next !== null) return next
    next = begin(running === null ? Promise.resolve() : running.done.catch(() => undefined))
    return next
  }

  return async (signal) => {
    signal.throwIfAborted()
    const run = choose()
    run.waiting += 1
    const { promise: left, reject } = Promise.withResolvers<never>()
    const leave = (): void => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    try {
      await Promise.race([run.done, left])
    } finally {
      signal.removeEventListener('abort', leave)
      run.waiting -= 1
      if (run.waiting === 0) {
        run.stop.abort()
        if (next === run) next = null
      }
    }
  }
}
