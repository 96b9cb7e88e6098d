import type { Span } from '#contract/telemetry.ts'
import type { TraceNode, TraceTree } from './trace-tree.ts'

interface Placed {
  key: string
  depth: number
  startMs: number
  lengthMs: number
  hasChildren: boolean
  isOpen: boolean
  /** It is what `find` looks for. */
  isMatch: boolean
}

/** One line of the waterfall. */
export type TraceRow =
  | (Placed & {
      kind: 'span'
      span: Span
      /** `first`: the deepest failure that nobody below explains; `relay`: it hands a failure on. */
      failure: 'first' | 'relay' | null
      shiftMs: number
    })
  | (Placed & { kind: 'missing' })
  | (Placed & { kind: 'fold'; span: Span; count: number })

export interface RowChoice {
  /** Keys whose fold state differs from the usual one: spans are open, repeats are folded. */
  toggled: ReadonlySet<string>
  errorsOnly: boolean
  find: string
  firstFailing: string | null
}

/** So many equal calls in a row say less than their number. */
const fewestRepeats = 5

const isQuiet = ({ span, children }: TraceNode): boolean => span !== null && !span.failed && children.length === 0
const sameCall = (a: TraceNode, b: TraceNode): boolean => a.span?.service === b.span?.service && a.span?.operation === b.span?.operation

/** Neighbours that are the same quiet call, as groups; everything else alone. */
const groupRepeats = (nodes: readonly TraceNode[]): TraceNode[][] => {
  const groups: TraceNode[][] = []
  for (const node of nodes) {
    const last = groups.at(-1)
    const head = last?.[0]
    if (last !== undefined && head !== undefined && isQuiet(head) && isQuiet(node) && sameCall(head, node)) last.push(node)
    else groups.push([node])
  }
  return groups.flatMap((group) => (group.length >= fewestRepeats ? [group] : group.map((node) => [node])))
}

/** Keys of the failed spans and of all that leads to them. */
const failedPaths = (roots: readonly TraceNode[]): Set<string> => {
  const kept = new Set<string>()
  const parents = new Map<string, string>()
  const open = [...roots]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (
      let key: string | undefined = node.span?.failed ? node.key : undefined;
      key !== undefined && !kept.has(key);
      key = parents.get(key)
    ) {
      kept.add(key)
    }
    for (const child of node.children) parents.set(child.key, node.key)
    open.push(...node.children)
  }
  return kept
}

const matches = (span: Span | null, find: string): boolean =>
  find !== '' && span !== null && `${span.service} ${span.operation} ${span.peer}`.toLowerCase().includes(find.toLowerCase())

const rowOf = (node: TraceNode, depth: number, choice: RowChoice): TraceRow => {
  const { key, span, startMs, lengthMs, shiftMs } = node
  const placed = {
    key,
    depth,
    startMs,
    lengthMs,
    hasChildren: node.children.length > 0,
    isOpen: !choice.toggled.has(key),
    isMatch: matches(span, choice.find),
  }
  if (span === null) return { ...placed, kind: 'missing' }
  const failure = !span.failed ? null : key === choice.firstFailing ? 'first' : 'relay'
  return { ...placed, kind: 'span', span, failure, shiftMs }
}

const foldOf = (group: readonly TraceNode[], depth: number, choice: RowChoice): TraceRow | null => {
  const [head] = group
  const last = group.at(-1)
  if (head === undefined || last === undefined || head.span === null || group.length < 2) return null
  const key = `fold ${head.key}`
  const lengthMs = last.startMs + last.lengthMs - head.startMs
  const isOpen = choice.toggled.has(key)
  const isMatch = matches(head.span, choice.find)
  return {
    kind: 'fold',
    key,
    depth,
    startMs: head.startMs,
    lengthMs,
    hasChildren: true,
    isOpen,
    isMatch,
    span: head.span,
    count: group.length,
  }
}

/**
 * The tree as the lines to paint, in pre-order. A stack of work instead of recursion, since a chain may be as deep as a
 * trace is long; work is pushed in reverse so that the first child is painted first.
 */
export const buildRows = (tree: TraceTree, choice: RowChoice): TraceRow[] => {
  const kept = choice.errorsOnly ? failedPaths(tree.roots) : null
  const rows: TraceRow[] = []
  const work: { group: readonly TraceNode[]; depth: number }[] = []
  const push = (nodes: readonly TraceNode[], depth: number): void => {
    const shown = kept === null ? nodes : nodes.filter(({ key }) => kept.has(key))
    for (const group of groupRepeats(shown).reverse()) work.push({ group, depth })
  }
  push(tree.roots, 0)
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { group, depth } = next
    const fold = foldOf(group, depth, choice)
    if (fold !== null) {
      rows.push(fold)
      if (fold.isOpen) for (const node of group) rows.push(rowOf(node, depth + 1, choice))
      continue
    }
    const [node] = group
    if (node === undefined) continue
    const row = rowOf(node, depth, choice)
    rows.push(row)
    if (row.isOpen) push(node.children, depth + 1)
  }
  return rows
}
