import { type Span, spanKey } from '#contract/telemetry.ts'

/** A place in the call chain: a span, or the parent that spans name and nobody reported. */
export interface TraceNode {
  key: string
  span: Span | null
  children: TraceNode[]
  /** Milliseconds from the start of the trace, after clocks were shifted. */
  startMs: number
  lengthMs: number
  /** How far the clock of its process was shifted; 0 where it was believed. */
  shiftMs: number
}

export interface TraceTree {
  roots: TraceNode[]
  startAt: number
  durationMs: number
  spans: number
}

const parentKeysOf = (span: Span): string[] => {
  if (span.parentSpanId >= 0) return [`${span.segmentId}:${span.parentSpanId}`]
  return span.refs.map(({ segmentId, spanId }) => `${segmentId}:${spanId}`)
}

const nodeOf = (key: string, span: Span | null): TraceNode => ({ key, span, children: [], startMs: 0, lengthMs: 0, shiftMs: 0 })

/** Walks up from a node; true when the walk comes back to it. Segments may name each other as parents. */
const leadsBack = (key: string, parents: ReadonlyMap<string, string>): boolean => {
  const seen = new Set<string>()
  for (let at = parents.get(key); at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === key) return true
    seen.add(at)
  }
  return false
}

/** The parent of each span; a name that nobody reported stays a name. Of a ring, one span gives up its parent. */
const linkParents = (spans: ReadonlyMap<string, Span>): Map<string, string> => {
  const parents = new Map<string, string>()
  for (const [key, span] of spans) {
    const named = parentKeysOf(span)
    const parent = named.find((name) => spans.has(name) && name !== key) ?? named.find((name) => name !== key)
    if (parent !== undefined) parents.set(key, parent)
  }
  const settled = new Set<string>()
  for (const key of spans.keys()) {
    const path = new Set<string>()
    let at: string | undefined = key
    while (at !== undefined && !settled.has(at) && !path.has(at)) {
      path.add(at)
      at = parents.get(at)
    }
    if (at !== undefined && path.has(at) && leadsBack(at, parents)) parents.delete(at)
    for (const name of path) settled.add(name)
  }
  return parents
}

/** Calls between processes whose two ends share one stretch of time; a message may be taken long after it was sent. */
const synchronous = new Set(['Http', 'RPCFramework'])

/** How far a callee's clock must move so that its work lies inside the call; 0 while it does within a tick. */
const shiftInto = (parent: TraceNode, span: Span, startMs: number, lengthMs: number): number => {
  const isCall = span.kind === 'entry' && synchronous.has(span.layer) && parent.span?.kind === 'exit'
  if (!isCall) return 0
  const end = parent.startMs + parent.lengthMs
  if (startMs >= parent.startMs - 1 && startMs <= end + 1) return 0
  return Math.round(parent.startMs + Math.max(0, (parent.lengthMs - lengthMs) / 2) - startMs)
}

const byTime = (a: TraceNode, b: TraceNode): number => a.startMs - b.startMs || (a.span?.spanId ?? 0) - (b.span?.spanId ?? 0)

/** Places every node in time, parents first, so that a shift moves all that was called from there. */
const placeInTime = (roots: readonly TraceNode[], startAt: number): void => {
  const open = roots.map((node) => ({ node, parent: null as TraceNode | null }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, parent } = next
    if (node.span !== null) {
      const own = node.span.startAt - startAt
      node.lengthMs = Math.max(0, node.span.endAt - node.span.startAt)
      const inherited = parent?.shiftMs ?? 0
      node.shiftMs = inherited + (parent === null ? 0 : shiftInto(parent, node.span, own + inherited, node.lengthMs))
      node.startMs = own + node.shiftMs
    }
    for (const child of node.children) open.push({ node: child, parent: node })
  }
}

/** A missing parent spans what is known of its children. */
const stretchMissing = (missing: Iterable<TraceNode>): void => {
  for (const node of missing) {
    node.startMs = Math.min(...node.children.map(({ startMs }) => startMs))
    node.lengthMs = Math.max(...node.children.map(({ startMs, lengthMs }) => startMs + lengthMs)) - node.startMs
  }
}

/** Spans in any order, some twice, some with a parent that is missing or that is their own descendant, as one forest. */
export const buildTree = (spans: readonly Span[]): TraceTree => {
  const byKey = new Map<string, Span>()
  for (const span of spans) if (!byKey.has(spanKey(span))) byKey.set(spanKey(span), span)
  const parents = linkParents(byKey)
  const nodes = new Map([...byKey].map(([key, span]) => [key, nodeOf(key, span)] as const))
  const missing = new Map<string, TraceNode>()
  const roots: TraceNode[] = []
  for (const [key, node] of nodes) {
    const parentKey = parents.get(key)
    if (parentKey === undefined) roots.push(node)
    else {
      const parent = nodes.get(parentKey) ?? missing.get(parentKey) ?? nodeOf(parentKey, null)
      if (parent.span === null) missing.set(parentKey, parent)
      parent.children.push(node)
    }
  }
  const startAt = [...byKey.values()].reduce((earliest, span) => Math.min(earliest, span.startAt), Number.POSITIVE_INFINITY)
  placeInTime([...roots, ...missing.values()], startAt)
  stretchMissing(missing.values())
  roots.sort(byTime)
  // What hangs in the air belongs to the trace all the same: under its first span.
  const [first] = roots
  if (first === undefined) roots.push(...missing.values())
  else first.children.push(...missing.values())
  let durationMs = 0
  for (const node of [...nodes.values(), ...missing.values()]) {
    node.children.sort(byTime)
    durationMs = Math.max(durationMs, node.startMs + node.lengthMs)
  }
  return { roots, startAt: byKey.size === 0 ? 0 : startAt, durationMs, spans: byKey.size }
}
