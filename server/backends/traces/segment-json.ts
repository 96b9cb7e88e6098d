import { z } from 'zod'
import { componentName } from './components.ts'
import type { ReceivedSegment } from './port.ts'
import { spanKinds, spanLayers, whole } from './segment.ts'

/** protobuf's JSON form: 64-bit numbers may be strings, an enum may be its name or its number, a default may be left out. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const integer = (otherwise: number) =>
  z
    .union([z.number(), z.string()])
    .nullish()
    .transform((value) => whole(value ?? otherwise))
const choice = z.union([z.number(), z.string()]).nullish()
const pairs = z
  .array(z.object({ key: text, value: text }))
  .nullish()
  .transform((value) => value ?? [])
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? [])

const pick = <Name extends string>(names: readonly Name[], value: string | number | null | undefined, otherwise: Name): Name =>
  (typeof value === 'string' ? names.find((name) => name.toLowerCase() === value.toLowerCase()) : names[value ?? 0]) ?? otherwise

const Ref = z.object({ refType: choice, parentTraceSegmentId: text, parentSpanId: integer(0) })
const Log = z.object({ time: integer(0), data: pairs })
const SpanObject = z.object({
  spanId: integer(0),
  parentSpanId: integer(0),
  startTime: integer(0),
  endTime: integer(0),
  refs: list(Ref),
  operationName: text,
  peer: text,
  spanType: choice,
  spanLayer: choice,
  componentId: integer(0),
  isError: z.boolean().nullish(),
  tags: pairs,
  logs: list(Log),
})
const SegmentObject = z.object({
  traceId: text,
  traceSegmentId: text,
  service: text,
  serviceInstance: text,
  isSizeLimited: z.boolean().nullish(),
  spans: list(SpanObject),
})

const toSpan = (span: z.output<typeof SpanObject>): ReceivedSegment['spans'][number] => ({
  segmentId: '',
  spanId: span.spanId,
  parentSpanId: span.parentSpanId,
  refs: span.refs.map((ref) => ({
    segmentId: ref.parentTraceSegmentId,
    spanId: ref.parentSpanId,
    kind: ref.refType === 1 || /thread/i.test(String(ref.refType)) ? 'thread' : 'process',
  })),
  service: '',
  instance: '',
  operation: span.operationName,
  kind: pick(spanKinds, span.spanType, 'local'),
  layer: pick(spanLayers, span.spanLayer, 'Unknown'),
  component: componentName(span.componentId),
  peer: span.peer,
  startAt: span.startTime,
  endAt: span.endTime,
  failed: span.isError === true,
  tags: span.tags,
  logs: span.logs.map((entry) => ({ at: entry.time, fields: entry.data })),
})

/** One SegmentObject in JSON. What is wrong, and where, is in the error's first issue. */
export const SegmentJson = SegmentObject.transform(
  (segment): ReceivedSegment => ({
    traceId: segment.traceId,
    segmentId: segment.traceSegmentId,
    service: segment.service,
    instance: segment.serviceInstance,
    cutByAgent: segment.isSizeLimited === true,
    spans: segment.spans.map(toSpan),
  }),
)
