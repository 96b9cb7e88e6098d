export type Stream = 'failed' | 'logs'

interface Told {
  stream: Stream
  cursor: number
  /** When it may be judged. */
  due: number
  /** Until when its trace is waited for; 0 where the trace is known to be there. */
  giveUp: number
}

interface Entry {
  /** First cursor of each stream under which it was told and has not been judged since. */
  first: Record<Stream, number | null>
  due: number
  giveUp: number
  /** Grows whenever it is told again: a judgement that began before is then not the last word. */
  told: number
}

/** Traces that were told of and not judged yet. */
export interface Pending {
  add(traceId: string, told: Told): void
  /** Those that may be judged at `now`, the longest waiting first. */
  due(now: number, limit: number): string[]
  token(traceId: string): number
  giveUpAt(traceId: string): number
  postpone(traceId: string, due: number): void
  done(traceId: string, token: number): void
  size(): number
  /** The cursor up to which everything has been judged. */
  safeCursor(stream: Stream, read: number): number
}

export const createPending = (): Pending => {
  const entries = new Map<string, Entry>()

  return {
    add(traceId, { stream, cursor, due, giveUp }) {
      const known = entries.get(traceId)
      const entry: Entry = known ?? { first: { failed: null, logs: null }, due, giveUp, told: 0 }
      entry.first[stream] ??= cursor
      entry.due = Math.max(entry.due, due)
      entry.giveUp = giveUp === 0 || entry.giveUp === 0 ? 0 : Math.max(entry.giveUp, giveUp)
      entry.told += 1
      entries.set(traceId, entry)
    },
    due: (now, limit) =>
      [...entries]
        .filter(([, entry]) => entry.due <= now)
        .sort(([, a], [, b]) => a.due - b.due)
        .slice(0, limit)
        .map(([traceId]) => traceId),
    token: (traceId) => entries.get(traceId)?.told ?? 0,
    giveUpAt: (traceId) => entries.get(traceId)?.giveUp ?? 0,
    postpone(traceId, due) {
      const entry = entries.get(traceId)
      if (entry !== undefined) entry.due = due
    },
    done(traceId, token) {
      if (entries.get(traceId)?.told === token) entries.delete(traceId)
    },
    size: () => entries.size,
    safeCursor(stream, read) {
      let safe = read
      for (const { first } of entries.values()) {
        const cursor = first[stream]
        if (cursor !== null) safe = Math.min(safe, cursor - 1)
      }
      return safe
    },
  }
}
