import type { Frame } from '#contract/telemetry.ts'
import { type Cause, type Dialect, frame, indentOf, toLine } from './dialect.ts'

const call = /^\s*File "([^"]{1,1000})", line (\d{1,9})(?:, in (.{1,300}))?$/
const opening = 'Traceback (most recent call last):'

const moduleOf = (file: string): string => (file.split('/').at(-1) ?? '').replace(/\.py$/, '')

const parseFrame = (line: string): Frame | null => {
  const match = call.exec(line)
  if (match === null) return null
  const file = match[1] ?? ''
  return frame({ module: moduleOf(file), function: (match[3] ?? '').trim(), file, line: toLine(match[2]) })
}

const parseHead = (line: string): { type: string; message: string } => {
  const text = line.trim()
  const colon = text.indexOf(': ')
  return colon === -1 ? { type: text, message: '' } : { type: text.slice(0, colon), message: text.slice(colon + 2) }
}

/** One traceback: frames from the outermost in, ended by the line that names the exception. */
const parseBlock = (lines: readonly string[]): Cause => {
  const cause: Cause = { type: '', message: '', frames: [] }
  const base = indentOf(lines[0] ?? '')
  for (const line of lines.slice(1)) {
    const found = parseFrame(line)
    if (found !== null) cause.frames.unshift(found)
    else if (line.trim() !== '' && indentOf(line) <= base) return { ...cause, ...parseHead(line) }
  }
  return cause
}

/** `Traceback` blocks; a chain is printed from the root cause outwards. */
export const python: Dialect = {
  language: 'python',
  parse(lines) {
    const starts = lines.flatMap((line, index) => (line.trimEnd().endsWith(opening) ? [index] : []))
    if (starts.length === 0) return null
    // A log line may hold other words before the first opening; the blocks that follow stand at the margin.
    const block = (start: number, end: number): Cause => parseBlock([opening, ...lines.slice(start + 1, end)])
    return starts.map((start, index) => block(start, starts[index + 1] ?? lines.length)).reverse()
  },
}
