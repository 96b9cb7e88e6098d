import type { Frame } from '#contract/telemetry.ts'
import { type Cause, type Dialect, frame, indentOf, joinMessage, toLine } from './dialect.ts'

const place = /^(.*?):(\d{1,9})(?::(\d{1,9}))?$/
const named = /(?:^|[\s([{"])((?:[A-Za-z_$][\w$.]{0,120})?(?:Error|Exception))(?: \[([A-Z0-9_]{1,60})\])?(?:: (.*)|$)/
const leading = /^\s*(?:Uncaught (?:exception: )?)?([A-Za-z_$][\w$.]{0,120})(?: \[([A-Z0-9_]{1,60})\])?(?:: (.*))?$/
const caused = /^\s*\[cause\]: (.*)$/

/** `at async fn [as x] (file:1:2)`, `at file:1:2`, `at new Foo (...)`; null for any other line. */
const parseFrame = (line: string): Frame | null => {
  const text = line.trim()
  if (!text.startsWith('at ')) return null
  const body = text
    .slice(3)
    .replace(/ ?\{$/, '')
    .replace(/^async /, '')
  const open = body.endsWith(')') ? body.lastIndexOf(' (') : -1
  const where = open === -1 ? body : body.slice(open + 2, -1)
  const name = open === -1 ? '' : body.slice(0, open).replace(/ \[as [^\]]*\]$/, '')
  const match = place.exec(where)
  if (open === -1 && match === null && where !== '<anonymous>') return null
  const file = (match?.[1] ?? where).replace(/^file:\/\//, '').replace(/\?[^/]*$/, '')
  return frame({ function: name, file, line: toLine(match?.[2]), column: toLine(match?.[3]) })
}

const headOf = (text: string, pattern: RegExp): Cause | null => {
  const match = pattern.exec(text.slice(0, 2000))
  if (match === null) return null
  const message = match[3] === undefined ? '' : match[3] + text.slice(2000)
  return { type: match[1] ?? '', message, frames: [] }
}

/** The line that names the error stands above the first frame; a log line may hold other words before the name. */
const findHead = (lines: readonly string[]): Cause => {
  for (const pattern of [named, leading]) {
    for (const [index, line] of lines.entries()) {
      const head = headOf(line, pattern)
      if (head === null) continue
      for (const more of lines.slice(index + 1)) head.message = joinMessage(head.message, more)
      return head
    }
  }
  return { type: '', message: lines.join('\n').trim(), frames: [] }
}

/** V8's `error.stack`, and what `console.error` prints around it: `[cause]:` and properties in braces. */
export const node: Dialect = {
  language: 'node',
  parse(lines) {
    const first = lines.findIndex((line) => parseFrame(line) !== null)
    if (first === -1) return null
    let current = findHead(lines.slice(0, first))
    const causes = [current]
    let open = true
    for (const line of lines.slice(first)) {
      const cause = caused.exec(line)
      if (cause !== null) {
        current = headOf(cause[1] ?? '', named) ?? headOf(cause[1] ?? '', leading) ?? { type: '', message: cause[1] ?? '', frames: [] }
        causes.push(current)
        open = true
        continue
      }
      const found = open ? parseFrame(line) : null
      if (found !== null) current.frames.push(found)
      else if (current.frames.length === 0 && line.trim() !== '') current.message = joinMessage(current.message, line.trim())
      else if (indentOf(line) === 0 && line.trim() !== '' && line.trim() !== '}') break
      if (current.frames.length > 0 && found === null) open = false
    }
    return causes
  },
}
