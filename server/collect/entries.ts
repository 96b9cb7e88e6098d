import type { LogLine } from '#contract/socket.ts'
import type { Level } from '#contract/telemetry.ts'

/** An entry ends here at the latest; its later lines begin another one, so that nothing is lost. */
export const maxEntryLines = 1000
export const maxEntryBytes = 256 * 1024

/** One or more lines that belong together. */
export interface Entry {
  seq: number
  at: number
  level: Level
  text: string
  cutBytes: number
  traceId: string | null
  /** Offset behind its last line, and that line's number. */
  end: number
  lastLine: number
}

export interface EntryJoiner {
  /**
   * Takes the next line, whose last byte is before `end`. One that continues the open entry is marked so, and takes over the
   * entry's time and level; another ends that entry, which is appended to `ended`.
   */
  push(line: LogLine, end: number, ended: Entry[]): void
  /** Ends the open entry: its stream is silent or over. */
  flush(ended: Entry[]): void
  readonly isOpen: boolean
}

const frame = /^(?:at |\.\.\. \d+ (?:more|common frames omitted)|Caused by: |Suppressed: |Wrapped by: )/
const exceptionLine = /^(?:[\w$]+[.:])*[\w$]*(?:Exception|Error|Throwable|Interrupt|Exit)\b(?:: .*|$)/
const tracebackStart = 'Traceback (most recent call last):'
const tracebackLink = /^(?:During handling of the above exception|The above exception was the direct cause)/
const closingBracket = /^[\]})]+[,;]?$/

const severe = new Set<Level>(['fatal', 'error', 'warn'])

interface Open {
  head: LogLine
  /** Texts of the lines after the first; null while there is none, as for most entries. */
  more: string[] | null
  bytes: number
  cutBytes: number
  traceId: string | null
  end: number
  lastLine: number
  /** Frames were seen: this is a stack. */
  stack: boolean
  /** Within a Python traceback the line of the exception itself is not indented, and blank lines link tracebacks. */
  traceback: 'no' | 'frames' | 'ended'
}

const opened = (line: LogLine, end: number): Open => ({
  head: line,
  more: null,
  bytes: line.text.length,
  cutBytes: line.cutBytes,
  traceId: line.traceId,
  end,
  lastLine: line.seq,
  stack: false,
  traceback: line.text === tracebackStart ? 'frames' : 'no',
})

/**
 * Whether a line belongs to the entry before it, by its shape alone: indented, a frame or a cause, a part of a traceback, the
 * exception below the line that logs it, the bracket that closes a printed object, a blank line within a stack.
 */
const continues = (open: Open, text: string): boolean => {
  const first = text.charCodeAt(0)
  if (Number.isNaN(first)) return open.stack || open.traceback !== 'no'
  if (first === 32 || first === 9) return true
  if (frame.test(text)) return true
  if (open.traceback === 'frames') return true
  if (open.traceback === 'ended' && (tracebackLink.test(text) || text === tracebackStart)) return true
  if (severe.has(open.head.level)) {
    if (text === tracebackStart) return true
    if (open.more === null && exceptionLine.test(text)) return true
  }
  return open.more !== null && closingBracket.test(text)
}

const add = (open: Open, more: string[], line: LogLine, end: number): void => {
  const { text } = line
  more.push(text)
  open.more = more
  open.bytes += text.length + 1
  open.cutBytes += line.cutBytes
  open.traceId ??= line.traceId
  open.end = end
  open.lastLine = line.seq
  const indented = text.startsWith(' ') || text.startsWith('\t')
  if (text === tracebackStart) open.traceback = 'frames'
  else if (open.traceback === 'frames' && !indented && text !== '') open.traceback = 'ended'
  if (!open.stack) open.stack = frame.test(text.trimStart())
}

const toEntry = (open: Open): Entry => ({
  seq: open.head.seq,
  at: open.head.at,
  // An entry that says no level but carries a stack is one.
  level: open.head.level === 'unknown' && (open.stack || open.traceback !== 'no') ? 'error' : open.head.level,
  text: open.more === null ? open.head.text : `${open.head.text}\n${open.more.join('\n')}`,
  cutBytes: open.cutBytes,
  traceId: open.traceId,
  end: open.end,
  lastLine: open.lastLine,
})

/** Joins the lines of one stream to entries. It never waits: the caller flushes when nothing has come for a while. */
export const createEntryJoiner = (): EntryJoiner => {
  let open: Open | null = null
  return {
    push(line, end, ended) {
      if (open === null || !continues(open, line.text)) {
        if (open !== null) ended.push(toEntry(open))
        open = opened(line, end)
        return
      }
      line.continues = true
      line.level = open.head.level
      line.at = open.head.at
      const more = open.more ?? []
      if (more.length + 1 < maxEntryLines && open.bytes + line.text.length < maxEntryBytes) add(open, more, line, end)
      else {
        const { stack, traceback, traceId } = open
        ended.push(toEntry(open))
        open = { ...opened(line, end), stack, traceback, traceId: line.traceId ?? traceId }
      }
    },
    flush(ended) {
      if (open !== null) ended.push(toEntry(open))
      open = null
    },
    get isOpen() {
      return open !== null
    },
  }
}
