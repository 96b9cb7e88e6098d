/**
 * The time a line says of itself: ISO 8601, the date of log4j, logback and Python, epoch numbers and texts in a JSON line.
 * Only at the beginning of the line, only with a date and seconds; everything else is ambiguous. Without a zone it is the
 * zone of this machine, which is the one the process was started with.
 */

/** A clock may be a little ahead of ours; what is further in the future is not a time of printing. */
const aheadMs = 60_000
const earliest = Date.UTC(2015, 0, 1)

const stamp = /^[[<(]?(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z| ?[+-]\d\d:?\d\d)?(?![\d:])/
const jsonTime = /"(?:time|ts|timestamp|@timestamp)"\s*:\s*(?:"([^"]{19,40})"|(\d{10}(?:\.\d{1,9})?|\d{13})\b)/

const digit = (code: number): boolean => code >= 48 && code <= 57

const zoneMs = (zone: string): number => {
  const digits = zone.replace(/[^\d]/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (zone.includes('-') ? -minutes : minutes) * 60_000
}

const readStamp = (text: string): number | null => {
  const match = stamp.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match
  const fields = [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const
  if (fields[1] > 11 || fields[2] < 1 || fields[2] > 31 || fields[3] > 23 || fields[4] > 59 || fields[5] > 59) return null
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3))
  if (zone === undefined) return new Date(...fields, ms).getTime()
  return Date.UTC(...fields, ms) - (zone === 'Z' ? 0 : zoneMs(zone))
}

const readJson = (text: string): number | null => {
  // Where the field comes after a long message it is not worth the search.
  const match = jsonTime.exec(text.length > 2000 ? text.slice(0, 2000) : text)
  if (match === null) return null
  if (match[1] !== undefined) return readStamp(match[1])
  const number = Number(match[2])
  return Math.floor(number < 1e11 ? number * 1000 : number)
}

/** Milliseconds since the epoch, or null where the line does not say, or says what cannot be. */
export const readTime = (text: string, now: number): number | null => {
  const first = text.charCodeAt(0)
  const second = text.charCodeAt(1)
  let at: number | null = null
  if (first === 123) at = readJson(text)
  else if (digit(first) || ((first === 91 || first === 60 || first === 40) && digit(second))) at = readStamp(text)
  return at !== null && at >= earliest && at <= now + aheadMs ? at : null
}
