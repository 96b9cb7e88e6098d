import type { Level } from '#contract/telemetry.ts'

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
const words: Record<string, Level> = {
  trace: 'trace',
  trc: 'trace',
  verbose: 'trace',
  finest: 'trace',
  finer: 'trace',
  silly: 'trace',
  debug: 'debug',
  dbg: 'debug',
  debu: 'debug',
  fine: 'debug',
  info: 'info',
  inf: 'info',
  information: 'info',
  notice: 'info',
  config: 'info',
  warn: 'warn',
  wrn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  erro: 'error',
  severe: 'error',
  fatal: 'fatal',
  ftl: 'fatal',
  fata: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  emergency: 'fatal',
  panic: 'fatal',
}

const levelOfWord = (word: string): Level | null => (word.length >= 3 && word.length <= 11 ? (words[word.toLowerCase()] ?? null) : null)

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

/** Only the beginning of a line is columns. */
const columnsUntil = 200
const separators = new Set([32, 9, 124, 45, 58, 44]) // space, tab, | - : ,
const closing: Record<string, string> = { '[': ']', '(': ')', '<': '>' }

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
const isUpper = (word: string): boolean => word === word.toUpperCase()

const bracketed = (inside: string): Level | null => (inside.length <= 13 ? levelOfWord(inside.trim()) : null)

/** A bare word is a level where it is written in capitals, or stands first with a colon after it. */
const bare = (word: string, at: number, next: string): Level | null => {
  const level = levelOfWord(word)
  if (level === null || /\w|=/.test(next)) return null
  return isUpper(word) || (at === 0 && next === ':' && word !== 'Error') ? level : null
}

/** ` - app.module - ` : the logger's name between separators, as Python writes it. */
const loggerName = /^[\w.$-]+ +[-|] +/
const token = /^[^\s[\]()<>|]+/

const columnLevel = (line: string): Level | null => {
  const text = line.length > columnsUntil ? line.slice(0, columnsUntil) : line
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const close = closing[text.charAt(at)]
    if (separators.has(code)) at += 1
    else if (close !== undefined) {
      const end = text.indexOf(close, at)
      if (end === -1) return null
      const level = bracketed(text.slice(at + 1, end))
      if (level !== null) return level
      at = end + 1
    } else if (isLetter(code)) {
      let end = at + 1
      while (isLetter(text.charCodeAt(end))) end += 1
      const level = bare(text.slice(at, end), at, text.charAt(end))
      if (level !== null) return level
      const name = at > 0 ? loggerName.exec(text.slice(at)) : null
      if (name === null) return null
      at += name[0].length
    } else if (code >= 48 && code <= 57) {
      at += token.exec(text.slice(at))?.[0].length ?? 1
    } else return null
  }
  return null
}

const jsonLevel = (text: string): Level | null => {
  const match = jsonField.exec(text.length > 4000 ? text.slice(0, 4000) : text)
  if (match === null) return null
  return match[1] !== undefined ? levelOfWord(match[1]) : levelOfNumber(Number(match[2]))
}

const escapes = /\u001b\[[\d;]*m/g

/** The level of a line that begins an entry. */
export const guessLevel = (line: string, stream: 'stdout' | 'stderr'): Level => {
  const text = line.charCodeAt(0) === 27 || line.lastIndexOf('\u001b', 60) > 0 ? line.slice(0, 1000).replace(escapes, '') : line
  if (text.charCodeAt(0) === 123) return jsonLevel(text) ?? 'unknown'
  const short = klog.exec(text)?.[1]
  if (short !== undefined) return klogLevels[short] ?? 'unknown'
  const column = columnLevel(text)
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
