import type { Level, LogRecord } from '#contract/telemetry.ts'

/** Spans of time the page offers, in milliseconds. */
export const spans = { '15m': 900_000, '1h': 3_600_000, '6h': 21_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const
export type Span = keyof typeof spans
export const spanNames = ['15m', '1h', '6h', '24h', '7d'] as const satisfies readonly Span[]

/** A search as its address holds it; `env` is the environment of the whole page. */
export interface LogSearch {
  q?: string
  service?: string
  instance?: string
  level?: Level
  traceId?: string
  span?: Span
  from?: number
  to?: number
  /** Id of the unfolded record. */
  open?: number
}

export interface TimeRange {
  from: number | undefined
  to: number | undefined
}

/** Absolute times win: a shared link shows what its sender saw. */
export const rangeOf = (search: { span?: Span; from?: number; to?: number }, now: number): TimeRange => {
  if (search.from !== undefined || search.to !== undefined) return { from: search.from, to: search.to }
  return search.span === undefined ? { from: undefined, to: undefined } : { from: now - spans[search.span], to: undefined }
}

/** The words of a query, without operators: what is marked in the rows. */
export const termsOf = (query: string): string[] =>
  [...query.matchAll(/"([^"]+)"|(\S+)/g)]
    .map((match) => (match[1] ?? match[2] ?? '').trim())
    .filter((term) => term !== '' && term !== 'AND' && term !== 'OR')

/** First line of an entry, and how many follow it (a stack). */
export const headOf = (text: string): { head: string; more: number } => {
  const end = text.indexOf('\n')
  if (end < 0) return { head: text, more: 0 }
  return { head: text.slice(0, end), more: text.slice(end + 1).split('\n').length }
}

/** A window around a record for its surroundings. */
export const surroundings = (record: LogRecord, radiusMs = 30_000): { from: number; to: number; instance: string } => ({
  from: record.at - radiusMs,
  to: record.at + radiusMs,
  instance: record.instance,
})

/** Records of several pages as one list; a record that two pages share appears once. */
export const joinPages = (pages: readonly { items: readonly LogRecord[] }[]): LogRecord[] => {
  const seen = new Set<number>()
  return pages.flatMap((page) =>
    page.items.filter((record) => {
      if (seen.has(record.id)) return false
      seen.add(record.id)
      return true
    }),
  )
}

/** `order/prod#42` as a page address; null for what is no release id. */
export const releaseAddress = (release: string): { service: string; environment: string; number: string } | null => {
  const match = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)#(\d+)$/.exec(release)
  return match?.[1] === undefined || match[2] === undefined || match[3] === undefined
    ? null
    : { service: match[1], environment: match[2], number: match[3] }
}

/** The address of a search with absolute times, so that whoever opens it later sees the same lines. */
export const shareAddress = (href: string, range: TimeRange, newestAt: number): string => {
  const address = new URL(href)
  address.searchParams.delete('span')
  if (range.from !== undefined) address.searchParams.set('from', String(range.from))
  address.searchParams.set('to', String(range.to ?? newestAt + 1))
  return address.href
}

const pad = (value: number): string => String(value).padStart(2, '0')

/** A moment in local time as it is typed: 2026-11-24 03:11:44. */
export const writeMoment = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
}

/** Reads what people paste: epoch seconds or milliseconds, an ISO time, or a date with an optional clock (local time). */
export const parseMoment = (text: string): number | null => {
  const value = text.trim()
  if (/^\d{10}$/.test(value)) return Number(value) * 1000
  if (/^\d{13}$/.test(value)) return Number(value)
  if (!/^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value)) return null
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00` : value.replace(' ', 'T'))
  return Number.isNaN(at) ? null : at
}
