import { describe, expect, it } from 'vitest'
import type { LogRecord, Span } from '#contract/telemetry.ts'
import { buildLines, messageOf } from '../../client/pages/trace/trace-lines.ts'
import { buildRows, type RowChoice } from '../../client/pages/trace/trace-rows.ts'
import { buildTree } from '../../client/pages/trace/trace-tree.ts'

const base = 1_700_000_000_000

/** `makeSpan('a', 1, { parent: 0, at: 5, for: 10 })`: span 1 of segment a, under span 0, from 5 to 15 ms. */
const makeSpan = (
  segmentId: string,
  spanId: number,
  given: { parent?: number; ref?: string; at?: number; for?: number; failed?: boolean } & Partial<Span> = {},
): Span => {
  const { parent = -1, ref, at = 0, for: length = 10, failed = false, ...rest } = given
  const [refSegment, refSpan] = ref?.split(':') ?? []
  return {
    segmentId,
    spanId,
    parentSpanId: parent,
    refs: refSegment === undefined ? [] : [{ segmentId: refSegment, spanId: Number(refSpan), kind: 'process' }],
    service: `service-${segmentId}`,
    instance: `instance-${segmentId}`,
    operation: `op ${segmentId}${spanId}`,
    kind: 'local',
    layer: 'Http',
    component: '',
    peer: '',
    startAt: base + at,
    endAt: base + at + length,
    failed,
    tags: [],
    logs: [],
    ...rest,
  }
}

const choice: RowChoice = { toggled: new Set(), errorsOnly: false, find: '', firstFailing: null }
const outline = (spans: readonly Span[], given: Partial<RowChoice> = {}): string[] =>
  buildRows(buildTree(spans), { ...choice, ...given }).map(
    ({ depth, key, kind }) => `${'  '.repeat(depth)}${kind === 'span' ? '' : `${kind} `}${key.replace('fold ', '')}`,
  )

/*
 * a:0 ── a:1 ── b:0 ── b:1 (fails)
 *    └── a:2
 */
const chain = [
  makeSpan('b', 1, { parent: 0, at: 4, for: 2, failed: true }),
  makeSpan('a', 2, { parent: 0, at: 9, for: 1 }),
  makeSpan('a', 0, { at: 0, for: 12, failed: true }),
  makeSpan('b', 0, { ref: 'a:1', at: 3, for: 4, kind: 'entry', failed: true }),
  makeSpan('a', 1, { parent: 0, at: 2, for: 6, kind: 'exit', failed: true }),
]

describe('rows of a trace', () => {
  it('orders spans that arrived in any order, across segments', () => {
    expect(outline(chain)).toEqual(['a:0', '  a:1', '    b:0', '      b:1', '  a:2'])
  })

  it('shows a span once that was reported twice', () => {
    expect(outline([...chain, ...chain])).toHaveLength(5)
  })

  it('hides what lies under a folded span', () => {
    expect(outline(chain, { toggled: new Set(['a:1']) })).toEqual(['a:0', '  a:1', '  a:2'])
  })

  it('keeps the way to each failure when only errors are wanted', () => {
    expect(outline(chain, { errorsOnly: true })).toEqual(['a:0', '  a:1', '    b:0', '      b:1'])
  })

  it('tells the first failure from those that hand it on', () => {
    const rows = buildRows(buildTree(chain), { ...choice, firstFailing: 'b:1' })
    expect(rows.map((row) => (row.kind === 'span' ? row.failure : null))).toEqual(['relay', 'relay', 'relay', 'first', null])
  })

  it('puts a line in the place of a parent that nobody reported, as long as its children', () => {
    const spans = [
      makeSpan('a', 0, { for: 20 }),
      makeSpan('b', 0, { ref: 'x:7', at: 5, for: 4 }),
      makeSpan('b', 1, { parent: 0, at: 6, for: 1 }),
    ]
    expect(outline(spans)).toEqual(['a:0', '  missing x:7', '    b:0', '      b:1'])
    const missing = buildRows(buildTree(spans), choice)[1]
    expect(missing).toMatchObject({ kind: 'missing', startMs: 5, lengthMs: 4 })
  })

  it('shows a trace of which only the middle arrived', () => {
    expect(outline([makeSpan('b', 1, { parent: 0 })])).toEqual(['missing b:0', '  b:1'])
  })

  it('ends on segments that name each other as parents, and loses none', () => {
    const ring = [makeSpan('a', 0, { ref: 'b:0' }), makeSpan('b', 0, { ref: 'c:0' }), makeSpan('c', 0, { ref: 'a:0' })]
    expect(outline(ring)).toHaveLength(3)
    expect(outline([makeSpan('a', 0, { ref: 'a:0' })])).toEqual(['a:0'])
  })

  it('folds five equal quiet calls into one line, and opens them again', () => {
    const calls = Array.from({ length: 12 }, (_, index) =>
      makeSpan('a', index + 1, { parent: 0, at: index * 2, for: 1, operation: 'GET phone' }),
    )
    const spans = [makeSpan('a', 0, { for: 40 }), ...calls]
    expect(outline(spans)).toEqual(['a:0', '  fold a:1'])
    expect(outline(spans, { toggled: new Set(['fold a:1']) })).toHaveLength(14)
  })

  it.each([
    ['ahead', 86_400_000],
    ['behind', -120],
  ])('moves the spans of a clock that runs %s into the call that waited for them', (_, skew) => {
    const spans = [
      makeSpan('a', 0, { kind: 'exit', at: 0, for: 100 }),
      makeSpan('b', 0, { kind: 'entry', ref: 'a:0', at: 10 + skew, for: 60 }),
      makeSpan('b', 1, { parent: 0, at: 20 + skew, for: 5 }),
    ]
    const tree = buildTree(spans)
    const rows = buildRows(tree, choice)
    const inside = rows.filter((row) => row.kind === 'span' && row.span.segmentId === 'b')
    const call = rows.find((row) => row.key === 'a:0')
    for (const row of inside) {
      expect(row.startMs).toBeGreaterThanOrEqual(call?.startMs ?? 0)
      expect(row.startMs + row.lengthMs).toBeLessThanOrEqual((call?.startMs ?? 0) + 100)
      expect(row.kind === 'span' && row.shiftMs).not.toBe(0)
    }
  })

  it('believes a message that is taken long after it was sent', () => {
    const spans = [
      makeSpan('a', 0, { kind: 'exit', layer: 'MQ', for: 2 }),
      makeSpan('b', 0, { kind: 'entry', layer: 'MQ', ref: 'a:0', at: 5_000, for: 3 }),
    ]
    expect(buildRows(buildTree(spans), choice)[1]).toMatchObject({ startMs: 5_000, shiftMs: 0 })
  })

  it('gives a span that ends before it starts no length', () => {
    expect(buildRows(buildTree([makeSpan('a', 0, { for: -50 })]), choice)[0]?.lengthMs).toBe(0)
  })

  it.each([
    ['wide', (index: number) => ({ parent: 0, failed: index % 2 === 0 })],
    ['deep', (index: number) => ({ parent: index - 1, failed: false })],
  ])('builds 5,000 %s spans well within a frame of patience', (_, given) => {
    const spans = [makeSpan('a', 0), ...Array.from({ length: 4_999 }, (_unused, index) => makeSpan('a', index + 1, given(index + 1)))]
    const began = performance.now()
    expect(buildRows(buildTree(spans), choice)).toHaveLength(5_000)
    expect(performance.now() - began).toBeLessThan(500)
  })
})

describe('lines of a trace', () => {
  const record = (id: number, at: number, instance: string, text = 'line'): LogRecord => ({
    id,
    seq: id,
    at: base + at,
    level: 'info',
    service: 's',
    environment: 'prod',
    instance,
    release: 's/prod#1',
    stream: 'stdout',
    text,
    cutBytes: 0,
    traceId: 't',
  })

  it('gives each line to the narrowest span of its own instance', () => {
    const lines = buildLines([record(2, 5, 'instance-b'), record(1, 1, 'instance-a'), record(3, 50, 'instance-b')], buildTree(chain))
    expect(lines.map(({ span, offsetMs }) => [span, offsetMs])).toEqual([
      ['a:0', 1],
      ['b:1', 5],
      [null, 50],
    ])
  })

  it.each([
    ['2026-11-24 14:49:13.668 INFO [TID:2249.1.3] [http] listStaff page=20', '[http] listStaff page=20'],
    ['2026-11-24T14:49:13,668+08:00 [WARN] slow', 'slow'],
    ['Information is power', 'Information is power'],
    ['2026-11-24 14:49:13', '2026-11-24 14:49:13'],
  ])('shows of %j the message', (line, message) => {
    expect(messageOf(line)).toBe(message)
  })

  it('counts the lines that an entry folds', () => {
    expect(buildLines([record(1, 0, 'x', 'Error\n at a\n at b')], buildTree([]))[0]).toMatchObject({ first: 'Error', more: 2, offsetMs: 0 })
  })
})
