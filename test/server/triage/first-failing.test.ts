import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Span } from '../../../server/contract/telemetry.ts'
import { spanKey } from '../../../server/contract/telemetry.ts'
import { entryAbove, firstFailing, rootEntry } from '../../../server/triage/first-failing.ts'
import { makeSpan } from '../../support/segments.ts'

const http = (status: number) => [{ key: 'http.status.code', value: String(status) }]
const stack = [{ at: 1, fields: [{ key: 'Stack', value: 'Error: x\n    at f (/app/a.js:1:1)' }] }]
const from = (segmentId: string, spanId: number): Span['refs'] => [{ segmentId, spanId, kind: 'process' }]

// web:0 entry -> web:1 exit -> staff:0 entry -> staff:1 local, staff:2 exit (database)
const chain = (values: Record<string, Partial<Span>> = {}): Span[] =>
  [
    makeSpan({ segmentId: 'web', spanId: 0, service: 'web', operation: 'GET:/dict' }),
    makeSpan({ segmentId: 'web', spanId: 1, service: 'web', kind: 'exit' }),
    makeSpan({ segmentId: 'staff', spanId: 0, service: 'staff', operation: 'GET:/staff', refs: from('web', 1) }),
    makeSpan({ segmentId: 'staff', spanId: 1, parentSpanId: 0, service: 'staff', kind: 'local' }),
    makeSpan({ segmentId: 'staff', spanId: 2, parentSpanId: 0, service: 'staff', kind: 'exit' }),
  ].map((span) => ({ ...span, ...values[spanKey(span)] }))

const failed = { failed: true }

describe('the first failing span', () => {
  it.each([
    ['nothing failed', {}, null],
    ['the callee, not the callers that relay', { 'web:0': failed, 'web:1': failed, 'staff:0': failed }, 'staff:0'],
    ['the deepest one', { 'web:0': failed, 'web:1': failed, 'staff:0': failed, 'staff:1': failed }, 'staff:1'],
    ['the callee though a span between did not fail', { 'web:0': failed, 'staff:0': failed }, 'staff:0'],
    ['the one with a stack among siblings', { 'staff:0': failed, 'staff:1': { ...failed, logs: stack }, 'staff:2': failed }, 'staff:1'],
    [
      'the caller when the callee only refused',
      { 'web:0': { ...failed, logs: stack }, 'web:1': { ...failed, tags: http(404) }, 'staff:0': { ...failed, tags: http(404) } },
      'web:0',
    ],
    ['the refusal when there is nothing else', { 'staff:0': { ...failed, tags: http(404) } }, 'staff:0'],
  ])('%s', (_, values, expected) => {
    const found = firstFailing(chain(values))
    expect(found === null ? null : spanKey(found)).toBe(expected)
  })

  it('does without the segment that is missing between', () => {
    const spans = chain({ 'web:0': failed, 'web:1': failed, 'staff:0': failed }).filter(({ segmentId }) => segmentId === 'staff')
    expect(firstFailing(spans)?.segmentId).toBe('staff')
    expect(rootEntry(spans)?.operation).toBe('GET:/staff')
  })

  it('cuts cycles of parents and references', () => {
    const spans = [
      makeSpan({ segmentId: 'a', spanId: 0, parentSpanId: -1, refs: from('b', 0), failed: true }),
      makeSpan({ segmentId: 'b', spanId: 0, parentSpanId: -1, refs: from('a', 0), failed: true }),
      makeSpan({ segmentId: 'c', spanId: 0, parentSpanId: 0, failed: true }),
    ]
    expect(firstFailing(spans)).not.toBeNull()
    expect(rootEntry(spans)).not.toBeNull()
    for (const span of spans) expect(() => entryAbove(spans, span)).not.toThrow()
  })

  it('answers for a chain of 10,000 and a fan of 5,000 within a second', () => {
    const before = performance.now()
    const deep = Array.from({ length: 10_000 }, (_, spanId) => makeSpan({ spanId, parentSpanId: spanId - 1, kind: 'local', failed: true }))
    expect(firstFailing(deep)?.spanId).toBe(9999)
    const wide = Array.from({ length: 5000 }, (_, spanId) =>
      makeSpan({ spanId, parentSpanId: spanId === 0 ? -1 : 0, failed: spanId % 2 === 1 }),
    )
    expect(firstFailing(wide)).not.toBeNull()
    expect(performance.now() - before).toBeLessThan(1000)
  })

  it('always ends, and names a failed span exactly when one failed', () => {
    const anySpan = fc.record({
      segmentId: fc.constantFrom('a', 'b', 'c'),
      spanId: fc.integer({ min: 0, max: 5 }),
      parentSpanId: fc.integer({ min: -1, max: 5 }),
      failed: fc.boolean(),
      kind: fc.constantFrom('entry' as const, 'exit' as const, 'local' as const),
      startAt: fc.integer(),
      endAt: fc.integer(),
      refs: fc.array(
        fc.record({
          segmentId: fc.constantFrom('a', 'b', 'z'),
          spanId: fc.integer({ min: 0, max: 5 }),
          kind: fc.constant('process' as const),
        }),
        { maxLength: 2 },
      ),
    })
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 30 }), (values) => {
        const spans = values.map(makeSpan)
        const found = firstFailing(spans)
        expect(found !== null).toBe(spans.some((span) => span.failed))
        expect(found?.failed ?? true).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
