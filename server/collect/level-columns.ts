import type { Level } from '#contract/telemetry.ts'
import type { LineText } from './lines.ts'

const words = new Map<string, Level>(
  Object.entries({
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
  } as const),
)

export const levelOfWord = (word: string): Level | null => words.get(word.toLowerCase()) ?? null

/** Letters as digits of base 32: a number that names a word of up to ten letters, whatever their case. */
const longestWord = 10
const keyOf = (bytes: Uint8Array, from: number, to: number): number => {
  let key = 0
  for (let at = from; at < to; at += 1) key = key * 32 + ((bytes[at] ?? 0) & 31)
  return key
}
const byKey = new Map<number, Level>()
for (const [word, level] of words) if (word.length <= longestWord) byKey.set(keyOf(Buffer.from(word), 0, word.length), level)

/** Only the beginning of a line is columns. */
const columnsUntil = 200

export const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isUpper = (code: number): boolean => code >= 65 && code <= 90
const isLetter = (code: number): boolean => isUpper(code) || (code >= 97 && code <= 122)
/** Space, tab, and | - : , between columns. */
const isSeparator = (code: number): boolean => code === 32 || code === 9 || code === 124 || code === 45 || code === 58 || code === 44
/** What closes a bracket; 0 where the code opens none. */
const closingOf = (code: number): number => (code === 91 ? 93 : code === 40 ? 41 : code === 60 ? 62 : 0)
/** Times, numbers and what sticks to them: all but spaces, | and brackets. */
const isPartOfNumber = (code: number): boolean => code > 32 && code !== 124 && code !== 91 && code !== 93 && code !== 40 && code !== 41
const isPartOfName = (code: number): boolean => isLetter(code) || isDigit(code) || code === 46 || code === 95 || code === 36 || code === 45

const wordEnd = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from
  while (at < to && isLetter(bytes[at] ?? 0)) at += 1
  return at
}

const levelAt = (bytes: Uint8Array, from: number, to: number): Level | null =>
  to - from >= 3 && to - from <= longestWord ? (byKey.get(keyOf(bytes, from, to)) ?? null) : null

/** A word in brackets is a level in any case, with spaces around it. */
const bracketLevel = (bytes: Uint8Array, from: number, to: number): Level | null => {
  let start = from
  while (start < to && bytes[start] === 32) start += 1
  const end = wordEnd(bytes, start, to)
  let rest = end
  while (rest < to && bytes[rest] === 32) rest += 1
  return rest === to ? levelAt(bytes, start, end) : null
}

/** A bare word is a level in capitals, or at the beginning of the line with a colon after it; `Error:` begins a stack. */
const bareLevel = (bytes: Uint8Array, from: number, end: number, isFirst: boolean): Level | null => {
  const level = levelAt(bytes, from, end)
  if (level === null) return null
  const next = bytes[end] ?? 0
  if (next === 61 || next === 95 || isDigit(next)) return null
  if (isUpper(bytes[from + 1] ?? 0) && isUpper(bytes[end - 1] ?? 0)) return level
  return isFirst && next === 58 && !(level === 'error' && isUpper(bytes[from] ?? 0)) ? level : null
}

/** The end of `app.module - `, the logger's name before a separator, as Python writes it; or -1. */
const loggerEnd = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from
  while (at < to && isPartOfName(bytes[at] ?? 0)) at += 1
  const name = at
  while (at < to && bytes[at] === 32) at += 1
  return at > name && (bytes[at] === 45 || bytes[at] === 124) && bytes[at + 1] === 32 ? at + 1 : -1
}

/** The level in a column at the beginning of a line, after nothing but times, brackets, numbers, separators and a logger's name. */
export const columnLevel = ({ bytes, from, to }: LineText): Level | null => {
  const until = Math.min(to, from + columnsUntil)
  let at = from
  while (at < until) {
    const code = bytes[at] ?? 0
    const close = closingOf(code)
    if (isSeparator(code)) at += 1
    else if (isDigit(code)) {
      while (at < until && isPartOfNumber(bytes[at] ?? 0)) at += 1
    } else if (close !== 0) {
      let end = at + 1
      while (end < until && bytes[end] !== close) end += 1
      if (end === until) return null
      const level = bracketLevel(bytes, at + 1, end)
      if (level !== null) return level
      at = end + 1
    } else if (isLetter(code)) {
      const level = bareLevel(bytes, at, wordEnd(bytes, at, until), at === from)
      if (level !== null) return level
      const end = at === from ? -1 : loggerEnd(bytes, at, until)
      if (end === -1) return null
      at = end
    } else return null
  }
  return null
}
