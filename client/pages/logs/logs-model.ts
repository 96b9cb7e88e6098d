import type { LogRecord } from '#contract/telemetry.ts'

/** Spans of time the page offers, in milliseconds. */
export const spans = { '15m': 900_000, '1h': 3_600_000, '6h': 21_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const
export type Span = keyof typeof spans

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

export interface Piece {
  text: string
  marked: boolean
}

const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Splits a text into marked and plain pieces; longer terms win over those they contain. */
export const markTerms = (text: string, terms: readonly string[]): Piece[] => {
  if (terms.length === 0 || text === '') return text === '' ? [] : [{ text, marked: false }]
  const pattern = [...terms]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join('|')
  return text
    .split(new RegExp(`(${pattern})`, 'gi'))
    .map((piece, index) => ({ text: piece, marked: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}

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
