import type { Log } from './run.ts'

/** Work nobody waits for. A failure is logged, and the owner can wait for quiet. */
export interface Chores {
  /** Resolves when the work has ended, well or not. */
  add(work: Promise<unknown>, ifItFails: string): Promise<void>
  quiet(): Promise<void>
  readonly isQuiet: boolean
}

export const createChores = (log: Log): Chores => {
  const open = new Set<Promise<void>>()
  return {
    add(work, ifItFails) {
      const ended = work.then(
        () => undefined,
        (error: unknown) => log.warn({ err: error }, ifItFails),
      )
      open.add(ended)
      return ended.finally(() => open.delete(ended))
    },
    get isQuiet() {
      return open.size === 0
    },
    async quiet() {
      while (open.size > 0) await Promise.all(open)
    },
  }
}
