import type { LogRecord, Span } from '#contract/telemetry.ts'
import type { TraceNode, TraceTree } from './trace-tree.ts'

/** A line of the trace's logs, beside the time of the trace and the span that wrote it. */
export interface TraceLine {
  record: LogRecord
  offsetMs: number
  /** Key of the narrowest span of its instance that was open at its time; null where none was. */
  span: string | null
  first: string
  /** Lines of the entry after the first. */
  more: number
}

const nodesByInstance = (tree: TraceTree): Map<string, TraceNode[]> => {
  const byInstance = new Map<string, TraceNode[]>()
  const open = [...tree.roots]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    open.push(...node.children)
    if (node.span === null) continue
    const known = byInstance.get(node.span.instance)
    if (known === undefined) byInstance.set(node.span.instance, [node])
    else known.push(node)
  }
  return byInstance
}

const narrowest = (nodes: readonly TraceNode[], at: number): TraceNode | null => {
  const holds = ({ startAt, endAt }: Span): boolean => startAt <= at && at <= endAt
  return nodes.reduce<TraceNode | null>((best, node) => {
    if (node.span === null || !holds(node.span)) return best
    return best === null || node.lengthMs <= best.lengthMs ? node : best
  }, null)
}

/** Time, level and traceId stand beside the line already; in its text they would only push the message out of sight. */
const heads = [
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?\s*/,
  /^\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\]?\s+/i,
  /^\[TID:[^\]]*\]\s*/,
]

/** A line without the heads that are shown in columns of their own; all of it, where nothing would be left. */
export const messageOf = (line: string): string => {
  const message = heads.reduce((rest, head) => rest.replace(head, ''), line)
  return message === '' ? line : message
}

/** Records of all services by time, each with its offset on the shifted clock of its process. */
export const buildLines = (records: readonly LogRecord[], tree: TraceTree): TraceLine[] => {
  const byInstance = nodesByInstance(tree)
  return records
    .map((record) => {
      const nodes = byInstance.get(record.instance) ?? []
      const node = narrowest(nodes, record.at)
      const [head = '', ...more] = record.text.split('\n')
      const shiftMs = node?.shiftMs ?? nodes[0]?.shiftMs ?? 0
      const offsetMs = tree.spans === 0 ? 0 : record.at - tree.startAt + shiftMs
      return { record, offsetMs, span: node?.key ?? null, first: messageOf(head), more: more.length }
    })
    .sort((a, b) => a.offsetMs - b.offsetMs || a.record.id - b.record.id)
}

/** Offsets of the lines of each span, for the ticks on its bar. */
export const ticksOf = (lines: readonly TraceLine[]): Map<string, number[]> => {
  const ticks = new Map<string, number[]>()
  for (const { span, offsetMs } of lines) {
    if (span === null) continue
    const known = ticks.get(span)
    if (known === undefined) ticks.set(span, [offsetMs])
    else known.push(offsetMs)
  }
  return ticks
}
