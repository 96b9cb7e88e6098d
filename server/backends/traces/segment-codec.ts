import { BinaryReader, type WireType } from '@bufbuild/protobuf/wire'
import type { KeyValue, Span } from '#contract/telemetry.ts'
import { componentName } from './components.ts'
import type { ReceivedSegment } from './port.ts'
import { spanKinds, spanLayers, whole } from './segment.ts'

/**
 * Decodes what the SkyWalking agents send (`Tracing.proto`, version 3). Unknown fields are passed over, as protobuf wants;
 * bytes that are no such message throw.
 */
type Field = (reader: BinaryReader, field: number) => boolean

const each = (bytes: Uint8Array, field: Field): void => {
  const reader = new BinaryReader(bytes)
  while (reader.pos < reader.len) {
    const [no, wire]: [number, WireType] = reader.tag()
    if (!field(reader, no)) reader.skip(wire, no)
  }
}

const keyValue = (bytes: Uint8Array): KeyValue => {
  const pair = { key: '', value: '' }
  each(bytes, (reader, no) => {
    if (no === 1) pair.key = reader.string()
    else if (no === 2) pair.value = reader.string()
    else return false
    return true
  })
  return pair
}

const spanRef = (bytes: Uint8Array): Span['refs'][number] => {
  const ref: Span['refs'][number] = { segmentId: '', spanId: 0, kind: 'process' }
  each(bytes, (reader, no) => {
    if (no === 1) ref.kind = reader.int32() === 1 ? 'thread' : 'process'
    else if (no === 3) ref.segmentId = reader.string()
    else if (no === 4) ref.spanId = reader.int32()
    else return false
    return true
  })
  return ref
}

const spanLog = (bytes: Uint8Array): Span['logs'][number] => {
  const entry: Span['logs'][number] = { at: 0, fields: [] }
  each(bytes, (reader, no) => {
    if (no === 1) entry.at = whole(reader.int64())
    else if (no === 2) entry.fields.push(keyValue(reader.bytes()))
    else return false
    return true
  })
  return entry
}

/** Fields 1 to 14 of SpanObject, in the order of the definition. */
const spanFields: Record<number, (span: Span, reader: BinaryReader) => unknown> = {
  1: (span, reader) => (span.spanId = reader.int32()),
  2: (span, reader) => (span.parentSpanId = reader.int32()),
  3: (span, reader) => (span.startAt = whole(reader.int64())),
  4: (span, reader) => (span.endAt = whole(reader.int64())),
  5: (span, reader) => span.refs.push(spanRef(reader.bytes())),
  6: (span, reader) => (span.operation = reader.string()),
  7: (span, reader) => (span.peer = reader.string()),
  8: (span, reader) => (span.kind = spanKinds[reader.int32()] ?? 'local'),
  9: (span, reader) => (span.layer = spanLayers[reader.int32()] ?? 'Unknown'),
  10: (span, reader) => (span.component = componentName(reader.int32())),
  11: (span, reader) => (span.failed = reader.bool()),
  12: (span, reader) => span.tags.push(keyValue(reader.bytes())),
  13: (span, reader) => span.logs.push(spanLog(reader.bytes())),
}

const decodeSpan = (bytes: Uint8Array): Span => {
  const span: Span = {
    segmentId: '',
    spanId: 0,
    parentSpanId: 0,
    refs: [],
    service: '',
    instance: '',
    operation: '',
    kind: 'entry',
    layer: 'Unknown',
    component: componentName(0),
    peer: '',
    startAt: 0,
    endAt: 0,
    failed: false,
    tags: [],
    logs: [],
  }
  each(bytes, (reader, no) => {
    const read = spanFields[no]
    read?.(span, reader)
    return read !== undefined
  })
  return span
}

/** One SegmentObject. */
export const decodeSegment = (bytes: Uint8Array): ReceivedSegment => {
  const segment: ReceivedSegment = { traceId: '', segmentId: '', service: '', instance: '', spans: [] }
  each(bytes, (reader, no) => {
    if (no === 1) segment.traceId = reader.string()
    else if (no === 2) segment.segmentId = reader.string()
    else if (no === 3) segment.spans.push(decodeSpan(reader.bytes()))
    else if (no === 4) segment.service = reader.string()
    else if (no === 5) segment.instance = reader.string()
    else if (no === 6) segment.cutByAgent = reader.bool()
    else return false
    return true
  })
  return segment
}

/** The members of a SegmentCollection, still encoded, so that a bad one does not spoil the others. */
export const splitCollection = (bytes: Uint8Array): Uint8Array[] => {
  const members: Uint8Array[] = []
  each(bytes, (reader, no) => {
    if (no !== 1) return false
    members.push(reader.bytes())
    return true
  })
  return members
}
