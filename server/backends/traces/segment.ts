import type { Fact } from '#contract/shared.ts'
import type { KeyValue, Span } from '#contract/telemetry.ts'
import type { ReceivedSegment } from './port.ts'

/** SpanType and SpanLayer of the protocol, by number. */
export const spanKinds = ['entry', 'exit', 'local'] as const
export const spanLayers = ['Unknown', 'Database', 'RPCFramework', 'Http', 'MQ', 'Cache', 'FAAS'] as const

const latest = 8.64e15

/** A 64-bit number of an agent as a time or count that JavaScript can hold; nonsense becomes 0. */
export const whole = (value: bigint | string | number): number => {
  const number = Math.trunc(Number(value))
  return Number.isFinite(number) ? Math.max(-1, Math.min(number, latest)) : 0
}

/** No agent comes near these unless something is wrong; each cut is noted on the trace. */
const most = { spans: 10_000, list: 500, name: 1_000, value: 16_384, logValue: 65_536 }

export interface StoredSegment extends ReceivedSegment {
  notes: Fact[]
}

/** Counts what it shortens. */
class Scissors {
  cut = 0

  string(text: string, limit: number): string {
    if (text.length <= limit) return text
    this.cut += 1
    return text.slice(0, limit)
  }

  list<Item>(items: Item[], limit: number): Item[] {
    if (items.length <= limit) return items
    this.cut += items.length - limit
    return items.slice(0, limit)
  }

  pairs(pairs: KeyValue[], limit: number): KeyValue[] {
    return this.list(pairs, most.list).map(({ key, value }) => ({ key: this.string(key, most.name), value: this.string(value, limit) }))
  }
}

const trimSpan = (span: Span, owner: ReceivedSegment, scissors: Scissors): Span => ({
  ...span,
  segmentId: owner.segmentId,
  service: owner.service,
  instance: owner.instance,
  operation: scissors.string(span.operation, most.name),
  peer: scissors.string(span.peer, most.name),
  refs: scissors.list(span.refs, most.list).map((ref) => ({ ...ref, segmentId: scissors.string(ref.segmentId, most.name) })),
  endAt: Math.max(span.startAt, span.endAt),
  tags: scissors.pairs(span.tags, most.value),
  logs: scissors.list(span.logs, most.list).map(({ at, fields }) => ({ at, fields: scissors.pairs(fields, most.logValue) })),
})

/** Why a segment cannot be stored at all, or null. */
export const flaw = (segment: ReceivedSegment): string | null => {
  if (segment.traceId === '') return 'it has no traceId'
  if (segment.segmentId === '') return 'it has no traceSegmentId'
  if (segment.service === '') return 'it has no service'
  if (segment.spans.length === 0) return 'it has no spans'
  const longest = Math.max(segment.traceId.length, segment.segmentId.length, segment.service.length, segment.instance.length)
  return longest > most.name ? `one of its names is longer than ${most.name} characters` : null
}

/** A segment within the caps, with a note for everything that was cut. */
export const trimSegment = (segment: ReceivedSegment): StoredSegment => {
  const scissors = new Scissors()
  const spans = segment.spans.slice(0, most.spans).map((span) => trimSpan(span, segment, scissors))
  const notes: Fact[] = []
  const { segmentId } = segment
  if (segment.spans.length > most.spans)
    notes.push({ code: 'trace.spans_cut', params: { segmentId, kept: most.spans, total: segment.spans.length } })
  if (scissors.cut > 0) notes.push({ code: 'trace.values_cut', params: { segmentId, count: scissors.cut } })
  if (segment.cutByAgent === true) notes.push({ code: 'trace.cut_by_agent', params: { segmentId } })
  return { ...segment, spans, notes }
}
