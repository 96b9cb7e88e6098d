import type { Frame } from '#contract/telemetry.ts'
import { type Cause, type Dialect, frame, toLine } from './dialect.ts'

const where = /^\s+(\S.{0,1000}?):(\d{1,9})(?: \+0x[0-9a-f]{1,16})?$/
const goroutine = /^goroutine \d{1,9} \[/

/** `pkg/path.(*Type).method(0xc000)` and, on the next line, the file. */
const parseFrame = (line: string, next: string | undefined): Frame | null => {
  const match = where.exec(next ?? '')
  const open = line.startsWith('created by ') ? line.length : line.lastIndexOf('(')
  if (match === null || open < 1) return null
  const name = line
    .slice(0, open)
    .replace(/^created by /, '')
    .replace(/ in goroutine \d{1,9}$/, '')
  const dot = name.indexOf('.', name.lastIndexOf('/') + 1)
  if (dot === -1) return frame({ function: name, file: match[1] ?? '', line: toLine(match[2]) })
  return frame({ module: name.slice(0, dot), function: name.slice(dot + 1), file: match[1] ?? '', line: toLine(match[2]) })
}

const parseHead = (line: string): Cause => {
  const text = line.slice(line.indexOf('panic: ') + 7).replace(/ \[recovered\]$/, '')
  if (text.startsWith('runtime error: ')) return { type: 'runtime error', message: text.slice(15), frames: [] }
  return { type: 'panic', message: text, frames: [] }
}

/** A panic: the message, then the goroutine that panicked. The others are left out. */
export const go: Dialect = {
  language: 'go',
  parse(lines) {
    const head = lines.findIndex((line) => line.includes('panic: '))
    const start = lines.findIndex((line, index) => index > head && goroutine.test(line))
    if (head === -1 || start === -1) return null
    const cause = parseHead(lines[head] ?? '')
    for (let at = start + 1; at < lines.length && !goroutine.test(lines[at] ?? ''); at += 1) {
      const found = parseFrame(lines[at] ?? '', lines[at + 1])
      if (found !== null) cause.frames.push(found)
    }
    return [cause]
  },
}
