import type { DatabaseSync } from 'node:sqlite'
import { isAnyTime, type Plan, type Range } from './log-plan.ts'
import type { LogPage } from './port.ts'

export const mostCounted = 10_000
const minuteMs = 60_000

export const inRange = (id: string): string => `${id} >= :low and ${id} < :high`
export const inTime = 'records.at >= :from and records.at < :to'
/** Records of a range of ids and time, all of them or those that the index finds. */
export const all = `from records where ${inRange('records.id')} and ${inTime}`
export const matched = `from words cross join records on records.id = words.rowid
  where words match :match and ${inRange('words.rowid')} and ${inTime}`

const prepare = (database: DatabaseSync) => ({
  // One aggregate a query: with both, SQLite reads the whole table.
  bounds: database.prepare(
    'select coalesce((select min(id) from records), 0) as low, coalesce((select max(id) from records) + 1, 0) as high',
  ),
  ofMinutes: database.prepare('select min(first_id) as low, max(last_id) + 1 as high from minutes where minute >= ? and minute <= ?'),
  notBefore: database.prepare('select coalesce(max(last_id), -1) + 1 as low from minutes where minute <= ?'),
  notAfter: database.prepare('select min(first_id) as high from minutes where minute >= ?'),
  all: database.prepare(`select count(*) as n from (select 1 ${all} limit :most)`),
  matched: database.prepare(`select count(*) as n from (select 1 ${matched} limit :most)`),
  allAtAnyTime: database.prepare(`select count(*) as n from (select 1 from records where ${inRange('records.id')} limit :most)`),
  matchedAtAnyTime: database.prepare(
    `select count(*) as n from (select 1 from words where words match :match and ${inRange('words.rowid')} limit :most)`,
  ),
})

/** Leads from times to ids, and counts. Ids follow the order of storing, which is nearly, but not always, that of time. */
export const createLogRanges = (database: DatabaseSync) => {
  const statements = prepare(database)

  /** The ids outside of which nothing of the plan's time lies. */
  const rangeOf = (plan: Plan): Range => {
    const bounds = statements.bounds.get()
    const range = { low: Number(bounds?.low), high: Number(bounds?.high) }
    if (isAnyTime(plan)) return range
    const ids = statements.ofMinutes.get(Math.floor(plan.from / minuteMs), Math.floor(plan.to / minuteMs))
    if (ids === undefined || ids.low === null) return { low: 0, high: 0 }
    return { low: Math.max(range.low, Number(ids.low)), high: Math.min(range.high, Number(ids.high)) }
  }

  /** The ids within which everything is of the plan's time: there, times need not be read. */
  const sureRange = (plan: Plan, range: Range): Range => {
    if (isAnyTime(plan)) return range
    const low = Math.max(range.low, Number(statements.notBefore.get(Math.floor(plan.from / minuteMs))?.low))
    const high = Math.min(range.high, Number(statements.notAfter.get(Math.floor(plan.to / minuteMs))?.high ?? range.high))
    return { low: Math.min(low, range.high), high: Math.max(Math.min(low, range.high), high) }
  }

  const countIn = ({ match, from, to }: Plan, { low, high }: Range, most: number, sure: boolean): number => {
    if (high <= low || most <= 0) return 0
    const span = { low, high, most }
    if (sure) return Number((match === null ? statements.allAtAnyTime.get(span) : statements.matchedAtAnyTime.get({ ...span, match }))?.n)
    const values = { ...span, from, to }
    return Number((match === null ? statements.all.get(values) : statements.matched.get({ ...values, match }))?.n)
  }

  const count = (plan: Plan, range: Range): Pick<LogPage, 'total' | 'totalIsExact'> => {
    const sure = sureRange(plan, range)
    let total = countIn(plan, sure, mostCounted + 1, true)
    for (const edge of [
      { low: range.low, high: sure.low },
      { low: sure.high, high: range.high },
    ])
      total += countIn(plan, edge, mostCounted + 1 - total, false)
    return { total: Math.min(total, mostCounted), totalIsExact: total <= mostCounted }
  }

  return { rangeOf, count }
}
