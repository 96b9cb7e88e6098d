import type { ReceivedSegment } from '../../server/backends/traces/port.ts'
import type { Span } from '../../server/contract/telemetry.ts'

/** A segment of one entry span unless `spans` says otherwise; a span's owner is filled in. */
export const makeSegment = (
  values: Partial<Omit<ReceivedSegment, 'spans'>> & { traceId: string; segmentId: string; spans?: Partial<Span>[] },
): ReceivedSegment => {
  const { service = 'order', instance = 'order-test-r1-1', spans = [{}] } = values
  return {
    ...values,
    service,
    instance,
    spans: spans.map((span, index) => makeSpan({ segmentId: values.segmentId, service, instance, spanId: index, ...span })),
  }
}

export const makeSpan = (values: Partial<Span> = {}): Span => ({
  segmentId: 'segment',
  spanId: 0,
  parentSpanId: (values.spanId ?? 0) - 1,
  refs: [],
  service: 'order',
  instance: 'order-test-r1-1',
  operation: 'GET:/orders',
  kind: 'entry',
  layer: 'Http',
  component: 'http',
  peer: '',
  startAt: 1_000_000,
  endAt: 1_000_050,
  failed: false,
  tags: [],
  logs: [],
  ...values,
})
