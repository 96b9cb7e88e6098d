import { unavailable } from '#contract/errors.ts'
import type { RouteAnswer } from '#contract/routes.ts'
import type { TraceQuery } from '../backends/traces/port.ts'
import type { TriageDeps } from './deps.ts'
import { reasonOf, withLimit } from './part.ts'

/** A list may search; it is given more time than a look-up by id. */
const limitMs = 10_000

/** Traces, newest first; `next` is the start of the last one. */
export const listTraces =
  ({ traces }: Pick<TriageDeps, 'traces'>) =>
  async (query: TraceQuery, signal: AbortSignal): Promise<RouteAnswer<'traces'>> => {
    try {
      const items = await withLimit(limitMs, signal, (limited) => traces.list(query, limited))
      const last = items.at(-1)
      return { items, next: items.length === query.limit && last !== undefined ? String(last.startAt) : null }
    } catch (error) {
      signal.throwIfAborted()
      throw unavailable(`The trace store (${traces.kind}) does not answer: ${reasonOf(error)}`, { source: traces.kind }, error)
    }
  }
