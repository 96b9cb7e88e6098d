import type { LineText } from './lines.ts'

/**
 * The time a line says of itself: ISO 8601, the date of log4j, logback and Python, epoch numbers and texts in a JSON line.
 * Only at the beginning of the line, only with a date and seconds; everything else is ambiguous. Without a zone it is the
 * zone of this machine, which is the one the process was started with.
 */

/** A clock may be a little ahead of ours; what is further in the future is not a time of printing. */
const aheadMs = 60_000
const earliest = Date.UTC(2015, 0, 1)

/** Date and seconds of a stamp, and its length. */
const seconds = /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)/
const secondsLength = 19
const zoneText = /^([+-])(\d\d):?(\d\d)(?!\d)/
const jsonTime = /"(?:time|ts|timestamp|@timestamp)"\s*:\s*(?:"([^"]{19,40})"|(\d{10}(?:\.\d{1,9})?|\d{13})\b)/

const digit = (code: number): boolean => code >= 48 && code <= 57

interface Second {
  bytes: Uint8Array
  /** As a time of this machine's zone, and as one of UTC. */
  local: number
  utc: number
}

const readSecond = (bytes: Uint8Array): Second | null => {
  const match = seconds.exec(String.fromCharCode(...bytes))
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return null
  const fields = [year, month - 1, day, hour, minute, second] as const
  return { bytes: bytes.slice(), local: new Date(...fields).getTime(), utc: Date.UTC(...fields) }
}

/** Lines of a busy instance say the same second thousands of times; it is worked out once. */
let lastSecond: Second | null = null

const secondAt = (bytes: Uint8Array, from: number): Second | null => {
  if (lastSecond !== null) {
    let at = 0
    while (at < secondsLength && bytes[from + at] === lastSecond.bytes[at]) at += 1
    if (at === secondsLength) return lastSecond
  }
  const second = readSecond(bytes.subarray(from, from + secondsLength))
  lastSecond = second ?? lastSecond
  return second
}

const readStamp = (bytes: Uint8Array, from: number): number | null => {
  const second = secondAt(bytes, from)
  if (second === null) return null
  const code = (at: number): number => bytes[at] ?? 0
  let at = from + secondsLength
  let ms = 0
  if ((code(at) === 46 || code(at) === 44) && digit(code(at + 1))) {
    at += 1
    for (let unit = 100; digit(code(at)); at += 1, unit /= 10) if (unit >= 1) ms += (code(at) - 48) * unit
  }
  if (digit(code(at)) || code(at) === 58) return null
  if (code(at) === 90) return second.utc + ms
  // A sign at once, or after one space, with the digits at once: ` - ` is a separator.
  const signAt = code(at) === 32 ? at + 1 : at
  if ((code(signAt) !== 43 && code(signAt) !== 45) || !digit(code(signAt + 1))) return second.local + ms
  const zone = zoneText.exec(String.fromCharCode(...bytes.subarray(signAt, signAt + 7)))
  if (zone === null) return second.local + ms
  const minutes = Number(zone[2]) * 60 + Number(zone[3])
  return second.utc + ms - (zone[1] === '-' ? -minutes : minutes) * 60_000
}

const readJson = (text: string): number | null => {
  // Where the field comes after a long message it is not worth the search.
  const match = jsonTime.exec(text.length > 2000 ? text.slice(0, 2000) : text)
  if (match === null) return null
  if (match[1] !== undefined) return readStamp(Buffer.from(match[1]), 0)
  const number = Number(match[2])
  return Math.floor(number < 1e11 ? number * 1000 : number)
}

/** Milliseconds since the epoch, or null where the line does not say, or says what cannot be. */
export const readTime = ({ text, bytes, from }: LineText, now: number): number | null => {
  const first = bytes[from] ?? 0
  let at: number | null = null
  if (first === 123) at = readJson(text)
  else if (digit(first)) at = readStamp(bytes, from)
  else if ((first === 91 || first === 60 || first === 40) && digit(bytes[from + 1] ?? 0)) at = readStamp(bytes, from + 1)
  return at !== null && at >= earliest && at <= now + aheadMs ? at : null
}
