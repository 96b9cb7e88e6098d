import { badRequest } from '#contract/errors.ts'
import type { LogQuery } from './port.ts'
import { anyOf, exactly, fieldWord, wantedIn } from './words.ts'

/** Ids from `low` to below `high`. */
export interface Range {
  low: number
  high: number
}

/** What a query means to the store: one expression of the index, checks of the text itself, and a time. */
export interface Plan {
  match: string | null
  checks: ((folded: string) => boolean)[]
  from: number
  to: number
}

const ever = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }
export const isAnyTime = ({ from, to }: Pick<Plan, 'from' | 'to'>): boolean => from === ever.from && to === ever.to

/** The cursor of a page: the id below which the next one begins. */
export const below = (after: string | undefined, range: Range): number => {
  if (after === undefined) return range.high
  if (!/^\d{1,16}$/.test(after)) throw badRequest('"after" is not a cursor of this log store.', { after })
  return Math.min(range.high, Number(after))
}

/** A word that no record has. */
const nothing = exactly('\x01')

export const planOf = (query: LogQuery): Plan => {
  const wanted = wantedIn(query.text ?? '')
  const parts = [...wanted.words]
  const field = (name: Parameters<typeof fieldWord>[0], values: readonly string[] | undefined): void => {
    if (values !== undefined) parts.push(values.length === 0 ? nothing : anyOf(values.map((value) => fieldWord(name, value))))
  }
  const one = (value: string | undefined): string[] | undefined => (value === undefined ? undefined : [value])
  field('trace', one(query.traceId))
  field('instance', one(query.instance))
  field('instance', query.instances)
  field('service', one(query.service))
  field('environment', one(query.environment))
  field('level', one(query.level))
  field('level', query.levels)
  return {
    match: parts.length === 0 ? null : parts.join(' AND '),
    checks: wanted.checks,
    from: query.from ?? ever.from,
    to: query.to ?? ever.to,
  }
}
