/** A fixed number of places at a busy table: whoever finds none free waits, first come first served. */
export interface Slots {
  /** Resolves with the slot, which the taker disposes; null when the signal ended the wait. */
  take(signal: AbortSignal): Promise<Disposable | null>
  readonly free: number
}

export const createSlots = (count: number): Slots => {
  let free = count
  const waiting: (() => void)[] = []

  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }

  const wait = (signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const enter = (): void => {
        signal.removeEventListener('abort', giveUp)
        resolve(true)
      }
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(enter), 1)
        resolve(false)
      }
      waiting.push(enter)
      signal.addEventListener('abort', giveUp, { once: true })
    })

  return {
    get free() {
      return free
    },
    async take(signal) {
      if (signal.aborted) return null
      if (free > 0) free -= 1
      else if (!(await wait(signal))) return null
      return { [Symbol.dispose]: leave }
    },
  }
}
