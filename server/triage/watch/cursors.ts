import type { Logs } from '../../backends/logs/port.ts'
import type { Traces } from '../../backends/traces/port.ts'
import type { Marks } from '../../records/marks.ts'
import type { Pending, Stream } from './pending.ts'

const streams: readonly Stream[] = ['failed', 'logs']
const keyOf = (stream: Stream): string => `triage:${stream}`

/** How far each store has been read. */
export interface Cursors {
  /** Reads what was remembered; once is enough. */
  load(signal: AbortSignal): Promise<void>
  readonly loaded: boolean
  at(stream: Stream): number
  advance(stream: Stream, cursor: number): void
  /** Remembers how far everything has been judged, which is less than how far it was read. */
  save(pending: Pending): Promise<void>
}

/** A store that was damaged and begun afresh counts from 1 again: an old cursor would skip all that it gets. */
const begunAfresh = async (store: Pick<Traces | Logs, 'status'>, signal: AbortSignal): Promise<boolean> => {
  const status = await store.status(signal).catch(() => null)
  return status?.notes.some(({ code }) => code === 'store.moved_aside') ?? false
}

export const createCursors = ({ traces, logs, marks }: { traces: Traces; logs: Logs; marks: Marks }): Cursors => {
  const read: Record<Stream, number> = { failed: 0, logs: 0 }
  const written: Record<Stream, number> = { failed: -1, logs: -1 }
  let loaded = false

  return {
    get loaded() {
      return loaded
    },
    async load(signal) {
      if (loaded) return
      for (const stream of streams) {
        const afresh = await begunAfresh(stream === 'failed' ? traces : logs, signal)
        read[stream] = afresh ? 0 : Number((await marks.get(keyOf(stream))) ?? 0)
      }
      loaded = true
    },
    at: (stream) => read[stream],
    advance(stream, cursor) {
      read[stream] = Math.max(read[stream], cursor)
    },
    async save(pending) {
      for (const stream of streams) {
        const safe = pending.safeCursor(stream, read[stream])
        if (safe === written[stream]) continue
        await marks.set(keyOf(stream), safe)
        written[stream] = safe
      }
    },
  }
}
