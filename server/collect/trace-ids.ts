import { findTraceId, leastHexRun } from '#contract/trace-id.ts'
import type { LineText } from './lines.ts'

const isHex = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)

/** A run of hex digits covers one position of every so many, so most of the line is never looked at. */
const hasHexRun = ({ bytes, from, to }: LineText): boolean => {
  for (let at = from + leastHexRun - 1; at < to; at += leastHexRun) {
    let first = at
    let last = at
    while (first >= from && isHex(bytes[first] ?? 0)) first -= 1
    if (first === at) continue
    while (last + 1 < to && isHex(bytes[last + 1] ?? 0)) last += 1
    if (last - first >= leastHexRun) return true
  }
  return false
}

/** The trace id that a line names. Most lines hold nothing that could be one, and that is cheap to see. */
export const traceIdOf = (line: LineText): string | null => (hasHexRun(line) ? findTraceId(line.text) : null)
