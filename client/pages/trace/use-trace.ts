import { useEffect, useMemo, useState } from 'react'
import type { TraceEvidence } from '#contract/telemetry.ts'
import { useCall } from '../../data/use-call.ts'
import { buildLines, ticksOf } from './trace-lines.ts'
import { buildTree } from './trace-tree.ts'

/** Segments of a request arrive within seconds of it; so long the page asks again by itself. */
const freshMs = 20_000
const everyMs = 2_000

const isYoung = (evidence: TraceEvidence | undefined, openedAt: number): boolean => {
  const now = Date.now()
  if (evidence?.trace.state !== 'found') return now - openedAt < freshMs
  const newest = evidence.trace.value.spans.reduce((latest, { endAt }) => Math.max(latest, endAt), 0)
  return newest <= now && now - newest < freshMs
}

/** A trace with its tree and lines; it follows the last arrivals and then rests. */
export const useTrace = (traceId: string) => {
  const [openedAt] = useState(Date.now)
  const [isFresh, setFresh] = useState(true)
  const call = useCall('trace', { params: { traceId } }, { every: isFresh ? everyMs : false })
  const evidence = call.data
  useEffect(() => {
    const judge = (): void => setFresh(isYoung(evidence, openedAt))
    judge()
    const timer = setInterval(judge, everyMs)
    return () => clearInterval(timer)
  }, [evidence, openedAt])
  const shaped = useMemo(() => {
    const tree = buildTree(evidence?.trace.state === 'found' ? evidence.trace.value.spans : [])
    const lines = buildLines(evidence?.logs.state === 'found' ? evidence.logs.value.records : [], tree)
    return { tree, lines, ticks: ticksOf(lines) }
  }, [evidence])
  return { ...shaped, evidence, isFresh, openedAt, error: call.error, refetch: call.refetch }
}
