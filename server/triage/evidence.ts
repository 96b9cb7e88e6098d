import type { Fact } from '#contract/shared.ts'
import { type Identity, type SourceSlice, type Stack, spanKey, type TraceEvidence } from '#contract/telemetry.ts'
import type { Code } from './code.ts'
import type { TriageDeps } from './deps.ts'
import { type Fault, faultOf } from './fault.ts'
import { firstFailing } from './first-failing.ts'
import { gather, recordsOf, spansOf } from './gather.ts'
import { decodeMissing } from './missing.ts'
import { reasonOf, sourceLimitMs, withLimit } from './part.ts'
import { reportersOf } from './reporters.ts'
import { nearestPlace } from './stack/nearest.ts'

interface Seen {
  stack: Stack | null
  source: SourceSlice | null
  missing: Fact[]
}

/** The stack with its places in the repository, and the lines where it broke, at the commit that ran. */
export const withSource = async (code: Code, stack: Stack | null, releases: readonly string[], signal: AbortSignal): Promise<Seen> => {
  const [release, ...others] = releases
  if (stack === null || release === undefined || others.length > 0) return { stack, source: null, missing: [] }
  try {
    return await withLimit(sourceLimitMs, signal, async (limited) => {
      const contents = await code.contents(release)
      if (contents === null) return { stack, source: null, missing: [{ code: 'missing.source_not_known', params: { release } }] }
      const placed = await code.place(stack, contents, limited)
      const place = nearestPlace(placed)
      const source = place === null ? null : await code.slice(contents, place.path, place.line, limited)
      return { stack: placed, source, missing: [] }
    })
  } catch (error) {
    signal.throwIfAborted()
    return { stack, source: null, missing: [{ code: 'missing.source_unavailable', params: { release, reason: reasonOf(error) } }] }
  }
}

const releasesOf = (fault: Fault | null, reporters: readonly Identity[]): string[] => {
  if (fault === null) return []
  const reporter = reporters.find(({ instance }) => instance === fault.instance)
  return reporter?.releases ?? []
}

/** Everything known of one trace. Each source has a limit of its own, and what one lacks does not take the rest away. */
export const evidence =
  (deps: Pick<TriageDeps, 'traces' | 'logs' | 'workspace' | 'live' | 'errors' | 'clock'>, code: Code) =>
  async (traceId: string, signal: AbortSignal): Promise<TraceEvidence> => {
    const gathered = await gather(deps, traceId, signal)
    const spans = spansOf(gathered)
    const records = recordsOf(gathered)
    const fault = faultOf(gathered.trace.state === 'found' ? gathered.trace.value : null, records)
    const services = await reportersOf(deps, spans, records)
    const { stack, source, missing } = await withSource(code, fault?.stack ?? null, releasesOf(fault, services), signal)
    const first = firstFailing(spans)
    const event = await deps.errors.ofTrace(traceId)
    const nothing = gathered.trace.state === 'empty' && gathered.logs.state === 'empty'
    return {
      traceId,
      ...gathered,
      services,
      firstFailing: first === null ? null : spanKey(first),
      stack,
      stackFrom: stack === null ? null : (fault?.stackFrom ?? null),
      source,
      errorId: event?.group ?? null,
      missing: nothing ? decodeMissing(traceId, deps.clock.now()) : missing,
    }
  }
