import type { Fact } from '#contract/shared.ts'
import { timeOfTraceId } from '#contract/trace-id.ts'

/** What the id alone tells of a trace that no store has. */
export const decodeMissing = (traceId: string, now: number): Fact[] => {
  const at = timeOfTraceId(traceId, now)
  const [process = '', thread = ''] = traceId.split('.')
  if (at === null) return [{ code: 'missing.id_tells_no_time', params: {} }]
  if (process.length !== 32) return [{ code: 'missing.id_time', params: { at } }]
  return [{ code: 'missing.id_time_and_process', params: { at, process: process.slice(0, 8), thread } }]
}
