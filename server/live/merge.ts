import type { LogLine } from '#contract/socket.ts'
import { streamKey } from './history.ts'

/** How long a line waits for an older one of another instance. */
export const reorderMs = 100

interface Held {
  line: LogLine
  /** Its time, and not before that of the line before it in its stream, whose order is never changed. */
  key: number
  arrivedAt: number
}

/** Puts the lines of several instances in time order, as far as they arrive within the window. */
export interface Merger {
  push(lines: readonly LogLine[], now: number): void
  /** Lines that need not wait any longer. */
  take(now: number): LogLine[]
  /** When to take next, or null where nothing waits. */
  dueAt(): number | null
}

export const createMerger = (): Merger => {
  const keys = new Map<string, number>()
  let held: Held[] = []
  return {
    push(lines, now) {
      for (const line of lines) {
        const stream = streamKey(line)
        const key = Math.max(line.at, keys.get(stream) ?? 0)
        keys.set(stream, key)
        held.push({ line, key, arrivedAt: now })
      }
    },
    take(now) {
      const bound = now - reorderMs
      const isDue = ({ key, arrivedAt }: Held) => key <= bound || arrivedAt <= bound
      const due = held.filter(isDue).sort((left, right) => left.key - right.key)
      held = held.filter((waiting) => !isDue(waiting))
      return due.map(({ line }) => line)
    },
    dueAt: () =>
      held.reduce<number | null>((first, { arrivedAt }) => Math.min(first ?? arrivedAt + reorderMs, arrivedAt + reorderMs), null),
  }
}
