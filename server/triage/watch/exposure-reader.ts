import { parseReleaseId } from '#lib/identity.ts'
import type { EntryCount } from '../../backends/traces/port.ts'
import type { ExposureRow } from '../../records/exposure.ts'
import type { TriageDeps } from '../deps.ts'
import { identify } from '../identity.ts'
import { knownFor } from '../reporters.ts'

const minuteMs = 60_000
/** Segments that come later than this are not counted any more. */
const lateMs = 10 * minuteMs
/** After a long stop the console counts back this far: what trace stores usually keep. */
const backMs = 3 * 24 * 60 * minuteMs
/** Read at once, so that three days do not become one answer. */
const sliceMs = 60 * minuteMs

type Place = Pick<ExposureRow, 'service' | 'environment' | 'number'>

/** Adds up the instances of one release; what has no environment is left out. */
export const toRows = (counts: readonly EntryCount[], placeOf: (count: EntryCount) => Place | null): ExposureRow[] => {
  const rows = new Map<string, ExposureRow>()
  for (const count of counts) {
    const place = placeOf(count)
    if (place === null) continue
    const { service, environment, number } = place
    const key = { service, environment, number, operation: count.operation, minute: count.minute }
    const id = JSON.stringify(Object.values(key))
    const row = rows.get(id) ?? { ...key, requests: 0, failed: 0 }
    row.requests += count.requests
    row.failed += count.failed
    rows.set(id, row)
  }
  return [...rows.values()]
}

export interface ExposureReader {
  read(signal: AbortSignal): Promise<void>
}

/** Keeps the exposure of the last minutes as the trace store has it now; whole minutes are replaced, never added to. */
export const createExposureReader = (
  deps: Pick<TriageDeps, 'traces' | 'workspace' | 'live' | 'exposure' | 'marks' | 'clock'>,
): ExposureReader => {
  const { traces, exposure, marks, clock } = deps
  let mark: number | null = null

  const readSlice = async (from: number, to: number, signal: AbortSignal): Promise<void> => {
    const counts = await traces.entryCounts({ from, to }, signal)
    if (counts.length === 0) return
    const known = await knownFor(
      deps,
      counts.map(({ service }) => service),
    )
    const rows = toRows(counts, ({ service, instance, minute }) => {
      const identity = identify({ service, instance, at: minute }, known)
      if (identity.environment === null) return null
      const only = identity.releases.length === 1 ? parseReleaseId(identity.releases[0] ?? '') : null
      return { service: identity.service, environment: identity.environment, number: only?.number ?? 0 }
    })
    await exposure.put(rows)
  }

  return {
    async read(signal) {
      const now = clock.now()
      mark ??= Number((await marks.get('triage:exposure')) ?? 0)
      const start = Math.max(now - backMs, Math.min(mark, now) - lateMs)
      for (let from = Math.floor(start / minuteMs) * minuteMs; from <= now; from += sliceMs) {
        await readSlice(from, Math.min(from + sliceMs, now + minuteMs), signal)
      }
      const minute = Math.floor(now / minuteMs) * minuteMs
      if (minute === mark) return
      await marks.set('triage:exposure', minute)
      mark = minute
    },
  }
}
