import type { Frame } from '#contract/telemetry.ts'
import { type Cause, type Dialect, frame, indentOf, joinMessage, toLine } from './dialect.ts'

/** No space: Node writes one before the bracket. */
const identifier = /^[\p{L}\p{N}_$.<>\-/@]+$/u
const className = /^(?:[\p{L}_$][\p{L}\p{N}_$]{0,120}\.){1,30}[\p{L}_$][\p{L}\p{N}_$]{0,200}$/u
const bareName = /^[A-Z][\p{L}\p{N}_$]{0,120}(?:Exception|Error|Throwable)$/u

/** `at module//pkg.Class.method(File.java:1) ~[x.jar]`, with or without indent; null for any other line. */
const parseFrame = (line: string): Frame | null => {
  const text = line.trim()
  if (!text.startsWith('at ')) return null
  const open = text.indexOf('(')
  const close = text.indexOf(')', open)
  if (open === -1 || close === -1) return null
  const call = text.slice(3, open)
  const dot = call.lastIndexOf('.')
  if (dot < 1 || !identifier.test(call)) return null
  const where = text.slice(open + 1, close)
  const colon = where.lastIndexOf(':')
  const inFile = colon === -1 ? where : where.slice(0, colon)
  if (inFile.includes('/')) return null
  const file = inFile === 'Unknown Source' || inFile === 'Native Method' ? '' : inFile
  const module = call.slice(call.lastIndexOf('/', dot) + 1, dot)
  return frame({ module, function: call.slice(dot + 1), file, line: colon === -1 ? null : toLine(where.slice(colon + 1)) })
}

/** `pkg.Class: message`; a class without package counts only when its name says what it is. */
const parseHead = (text: string): Cause | null => {
  const colon = text.indexOf(': ')
  const type = (colon === -1 ? text : text.slice(0, colon)).trim().replace(/:$/, '')
  if (!className.test(type) && !bareName.test(type)) return null
  return { type, message: colon === -1 ? '' : text.slice(colon + 2).trimEnd(), frames: [] }
}

/** A log line holds other words before the exception: the head begins at a word that is a class name. */
const findHead = (line: string): Cause | null => {
  const whole = parseHead(line.trim().replace(/^Exception in thread "[^"]*" /, ''))
  if (whole !== null) return whole
  const text = line.slice(0, 2000)
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) {
    const word = /^[^\s:]{1,300}(?=:|$)/.exec(text.slice(at + 1, at + 302))
    if (word !== null && /(?:Exception|Error|Throwable)$/.test(word[0])) return parseHead(line.slice(at + 1))
  }
  return null
}

const headAbove = (lines: readonly string[]): Cause => {
  for (const [index, line] of lines.entries()) {
    const head = findHead(line)
    if (head === null) continue
    for (const more of lines.slice(index + 1)) head.message = joinMessage(head.message, more)
    return head
  }
  return { type: '', message: lines.join('\n').trim(), frames: [] }
}

/**
 * The text of `printStackTrace`, and the shorter writing of the SkyWalking agent: no indent, no `Caused by:`, each cause a bare
 * head after the frames of the one before.
 */
export const jvm: Dialect = {
  language: 'java',
  parse(lines) {
    const first = lines.findIndex((line) => parseFrame(line) !== null)
    if (first === -1) return null
    let current = headAbove(lines.slice(0, first))
    const causes = [current]
    let suppressedAt: number | null = null
    for (const line of lines.slice(first)) {
      const text = line.trim()
      if (suppressedAt !== null && indentOf(line) > suppressedAt) continue
      suppressedAt = null
      if (text.startsWith('Suppressed: ')) {
        suppressedAt = indentOf(line)
        continue
      }
      const found = parseFrame(line)
      if (found !== null) {
        current.frames.push(found)
        continue
      }
      const wrapped = text.startsWith('Wrapped by: ')
      const marked = wrapped || text.startsWith('Caused by: ')
      const next = marked ? parseHead(text.slice(text.indexOf(': ') + 2)) : current.frames.length > 0 ? parseHead(text) : null
      if (next === null) {
        if (current.frames.length === 0) current.message = joinMessage(current.message, text)
        continue
      }
      current = next
      if (wrapped) causes.unshift(current)
      else causes.push(current)
    }
    return causes
  },
}
