import { type Span, spanKey } from '#contract/telemetry.ts'

/** Names under which agents put a stack into a span's log: SkyWalking Java and Node, OpenTelemetry. */
const stackFields = new Set(['stack', 'exception.stacktrace', 'error.stack'])

/** The stack that a span carries, longest first where it has several; null without one. */
export const stackOf = (span: Span): string | null => {
  let longest: string | null = null
  for (const { fields } of span.logs) {
    for (const { key, value } of fields) {
      if (stackFields.has(key.toLowerCase()) && value.trim() !== '' && value.length > (longest?.length ?? 0)) longest = value
    }
  }
  return longest
}

const statusOf = (span: Span): number | null => {
  const tag = span.tags.find(({ key }) =>
    ['http.status_code', 'status_code', 'http.status.code', 'http.response.status_code'].includes(key),
  )
  const status = Number(tag?.value)
  return tag !== undefined && Number.isInteger(status) ? status : null
}

/** Answered 4xx and nothing was thrown: the caller was refused, nothing broke. */
export const isRefusal = (span: Span): boolean => {
  const status = statusOf(span)
  return status !== null && status >= 400 && status < 500 && stackOf(span) === null
}

/** Kind of a failure that carries no stack, for its heading. */
export const failureKind = (span: Span): string => {
  const status = statusOf(span)
  return status === null ? 'failed span' : `HTTP ${status}`
}

/** The key of each span's parent: in its segment, else the first reference that is there. Cycles are not cut here. */
export const parentKeys = (spans: readonly Span[]): Map<string, string> => {
  const known = new Set(spans.map(spanKey))
  const parents = new Map<string, string>()
  for (const span of spans) {
    const inSegment = span.parentSpanId >= 0 ? [{ segmentId: span.segmentId, spanId: span.parentSpanId }] : []
    const parent = [...inSegment, ...span.refs].map(spanKey).find((key) => key !== spanKey(span) && known.has(key))
    if (parent !== undefined) parents.set(spanKey(span), parent)
  }
  return parents
}

interface Node {
  span: Span
  depth: number
  /** Every span from here up to the first has failed too, so the failure reached the caller. */
  reached: boolean
}

/** Depth of each span by walking down from the spans without parent; what only hangs in a cycle starts at depth 0. */
const walk = (spans: readonly Span[], parents: ReadonlyMap<string, string>): Map<Span, Node> => {
  const children = new Map<string, Span[]>()
  const roots: Span[] = []
  for (const span of spans) {
    const parent = parents.get(spanKey(span))
    if (parent === undefined) {
      roots.push(span)
      continue
    }
    const siblings = children.get(parent)
    if (siblings === undefined) children.set(parent, [span])
    else siblings.push(span)
  }
  const nodes = new Map<Span, Node>()
  for (const start of [...roots, ...spans]) {
    const stack: Node[] = [{ span: start, depth: 0, reached: start.failed }]
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (nodes.has(node.span)) continue
      nodes.set(node.span, node)
      for (const child of children.get(spanKey(node.span)) ?? [])
        stack.push({ span: child, depth: node.depth + 1, reached: node.reached && child.failed })
    }
  }
  return nodes
}

/** Best first: a failure that reached the caller, then one with a stack, then the deeper one, then the earlier one. */
const compare = (a: Node, b: Node): number =>
  Number(b.reached) - Number(a.reached) ||
  Number(stackOf(b.span) !== null) - Number(stackOf(a.span) !== null) ||
  b.depth - a.depth ||
  a.span.endAt - b.span.endAt

/**
 * The span where the trace broke first: failed, while nothing that it called failed. Spans that only pass a failure on are left
 * out, and so are refusals, unless there is nothing else. Null when nothing failed.
 */
export const firstFailing = (spans: readonly Span[]): Span | null => {
  const failed = spans.filter((span) => span.failed)
  const faults = failed.filter((span) => !isRefusal(span))
  const candidates = faults.length > 0 ? faults : failed
  if (candidates.length === 0) return null
  const parents = parentKeys(spans)
  const isCandidate = new Set(candidates.map(spanKey))
  const relays = new Set<string>()
  // What was passed once is marked up to its first ancestor already, which also cuts cycles.
  const passed = new Set<string>()
  for (const span of candidates) {
    for (let key = parents.get(spanKey(span)); key !== undefined && !passed.has(key); key = parents.get(key)) {
      passed.add(key)
      if (key !== spanKey(span) && isCandidate.has(key)) relays.add(key)
    }
  }
  const nodes = walk(spans, parents)
  const leaves = candidates.filter((span) => !relays.has(spanKey(span)))
  const ranked = (leaves.length > 0 ? leaves : candidates).flatMap((span) => nodes.get(span) ?? []).sort(compare)
  return ranked[0]?.span ?? null
}

/** The span with which the trace began: the entry span without a parent, the earliest where there are several. */
export const rootEntry = (spans: readonly Span[]): Span | null => {
  const parents = parentKeys(spans)
  const roots = spans.filter((span) => !parents.has(spanKey(span)))
  const earliest = (list: readonly Span[]): Span | null =>
    list.reduce<Span | null>((first, span) => (first === null || span.startAt < first.startAt ? span : first), null)
  return earliest(roots.filter((span) => span.kind === 'entry')) ?? earliest(roots) ?? earliest(spans)
}

/** The nearest entry span at or above a span: the operation through which its service was called. */
export const entryAbove = (spans: readonly Span[], from: Span): Span | null => {
  const parents = parentKeys(spans)
  const byKey = new Map(spans.map((span) => [spanKey(span), span]))
  const passed = new Set<string>()
  for (let span: Span | undefined = from; span !== undefined && !passed.has(spanKey(span)); ) {
    if (span.kind === 'entry') return span
    passed.add(spanKey(span))
    span = byKey.get(parents.get(spanKey(span)) ?? '')
  }
  return null
}
