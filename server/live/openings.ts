import { AppError } from '#contract/errors.ts'

/** What one browser has open, by id: at most so many, each ended by its signal when the browser says so or goes. */
export interface Openings<Value> {
  /** Replaces what is open under the same id. */
  open(id: string, value: (signal: AbortSignal) => Value): Value
  end(id: string): void
  endAll(): void
  of(id: string): Value | undefined
}

export const createOpenings = <Value>(most: number, what: string): Openings<Value> => {
  const open = new Map<string, { value: Value; controller: AbortController }>()
  const end = (id: string): void => {
    open.get(id)?.controller.abort()
    open.delete(id)
  }
  return {
    open(id, start) {
      end(id)
      if (open.size >= most) throw new AppError('too_many_requests', `At most ${most} ${what} at once; close one first.`, { most })
      const controller = new AbortController()
      const value = start(controller.signal)
      open.set(id, { value, controller })
      return value
    },
    end,
    endAll() {
      for (const id of [...open.keys()]) end(id)
    },
    of: (id) => open.get(id)?.value,
  }
}
