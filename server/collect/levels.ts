import type { Level } from '#contract/telemetry.ts'
import { columnLevel, isDigit, levelOfWord } from './level-columns.ts'
import { asLineText, type LineText } from './lines.ts'

/**
 * How severe a line says it is. The rungs of the ladder, tried from the top; the first that fits decides:
 *
 *  1. a JSON line: `level`, `severity`, `lvl`, `log.level`; words, or the numbers of pino and bunyan
 *  2. klog and glog: `E1124 10:15:00.123`
 *  3. a column at the beginning, after nothing but times, brackets, numbers and separators: `10:15:00 [main] ERROR c.x.Foo`,
 *     `[ERROR]`, `2026/11/24 10:15:00 [error] 7#7`, `2026-11-24 10:15:00,123 - app - ERROR - text`, `ERROR:root:text`, `warn: text`
 *  4. logfmt: ` level=error`
 *  5. on stderr, what can only be the beginning of a stack or a panic
 *
 * else `unknown`. A word somewhere in a sentence ("0 errors found") says nothing.
 */
/** pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal; own levels fall in between. */
const levelOfNumber = (number: number): Level =>
  number >= 60 ? 'fatal' : number >= 50 ? 'error' : number >= 40 ? 'warn' : number >= 30 ? 'info' : number >= 20 ? 'debug' : 'trace'

const jsonField = /"(?:level|severity|lvl|log\.level|levelname|loglevel)"\s*:\s*(?:"([A-Za-z]{3,11})"|(\d{2})\b)/i
const klog = /^([IWEF])\d{4} \d\d:\d\d:\d\d/
const klogLevels: Record<string, Level> = { I: 'info', W: 'warn', E: 'error', F: 'fatal' }
const logfmt = /(?:^|\s)(?:level|lvl|severity)="?([A-Za-z]{3,11})\b/
const panicStart = /^(?:panic: |fatal error: |thread '.*' panicked at )/
const stackStart =
  /^(?:Exception in thread "|Traceback \(most recent call last\):|(?:Uncaught |Unhandled )?(?:[\w$]+[.:])*[\w$]*(?:Exception|Error)(?: \[\w+\])?(?::|$))/

const jsonLevel = (text: string): Level | null => {
  const match = jsonField.exec(text.length > 4000 ? text.slice(0, 4000) : text)
  if (match === null) return null
  return match[1] !== undefined ? levelOfWord(match[1]) : levelOfNumber(Number(match[2]))
}

const escapes = /\u001b\[[\d;]*m/g

/** The level of a line that begins an entry. */
export const guessLevel = (line: LineText, stream: 'stdout' | 'stderr'): Level => {
  const { text, bytes, from } = line
  if (text.includes('\u001b')) return guessPlain(asLineText(text.slice(0, 1000).replace(escapes, '')), stream)
  return bytes[from] === 123 ? (jsonLevel(text) ?? 'unknown') : guessPlain(line, stream)
}

const guessPlain = (line: LineText, stream: 'stdout' | 'stderr'): Level => {
  const { text } = line
  const short = isDigit(line.bytes[line.from + 1] ?? 0) ? klog.exec(text)?.[1] : undefined
  if (short !== undefined) return klogLevels[short] ?? 'unknown'
  const column = columnLevel(line)
  if (column !== null) return column
  if (text.includes('l=') || text.includes('severity=')) {
    const level = levelOfWord(logfmt.exec(text)?.[1] ?? '')
    if (level !== null) return level
  }
  if (stream === 'stderr') {
    if (panicStart.test(text)) return 'fatal'
    if (stackStart.test(text)) return 'error'
  }
  return 'unknown'
}
