import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { type Level, type LogRecord, levels } from '#contract/telemetry.ts'
import type { LogPage, LogQuery } from './port.ts'
import { anyOf, exactly, fieldWord, fold, wantedIn } from './words.ts'

/** Lets others work between two steps of a long search. */
export interface Turns {
  /** False when the time of the search is over; rejects when nobody waits for it any more. */
  next(): Promise<boolean>
}

const mostCounted = 10_000
/** Counting by reading rows goes on this long after the page itself is complete. */
const countMs = 250
const stepMs = 25
const firstStep = 65_536
const minuteMs = 60_000

type Row = Record<string, SQLInputValue>
interface Range {
  low: number
  /** Exclusive. */
  high: number
}
interface Plan {
  match: string | null
  checks: ((folded: string) => boolean)[]
  from: number
  to: number
}

const planOf = (query: LogQuery): Plan => {
  const wanted = wantedIn(query.text ?? '')
  const parts = [...wanted.words]
  const field = (name: Parameters<typeof fieldWord>[0], values: readonly string[] | undefined): void => {
    if (values !== undefined) parts.push(values.length === 0 ? exactly('\ue000') : anyOf(values.map((value) => fieldWord(name, value))))
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
    from: query.from ?? Number.MIN_SAFE_INTEGER,
    to: query.to ?? Number.MAX_SAFE_INTEGER,
  }
}

const columns = `records.id, records.seq, records.at, records.level, records.cut, records.trace_id, records.text,
  origins.service, origins.environment, origins.instance, origins.release, origins.stream`
const inTime = 'records.at >= :from and records.at < :to'
const sources = {
  all: `from records cross join origins on origins.id = records.origin where records.id >= :low and records.id < :high and ${inTime}`,
  matched: `from words cross join records on records.id = words.rowid cross join origins on origins.id = records.origin
    where words match :match and words.rowid >= :low and words.rowid < :high and ${inTime}`,
}

const toRecord = (row: Row): LogRecord => ({
  id: Number(row.id),
  seq: row.seq === null ? null : Number(row.seq),
  at: Number(row.at),
  level: levels[Number(row.level)] ?? 'unknown',
  service: String(row.service),
  environment: String(row.environment),
  instance: String(row.instance),
  release: String(row.release),
  stream: row.stream === 'stderr' ? 'stderr' : 'stdout',
  text: String(row.text),
  cutBytes: Number(row.cut),
  traceId: row.trace_id === null ? null : String(row.trace_id),
})

const newestFirst = (a: LogRecord, b: LogRecord): number => b.at - a.at || b.id - a.id

const prepare = (database: DatabaseSync) => ({
  bounds: database.prepare('select coalesce(min(id), 0) as low, coalesce(max(id), -1) + 1 as high from records'),
  ofMinutes: database.prepare('select min(first_id) as low, max(last_id) + 1 as high from minutes where minute >= ? and minute <= ?'),
  rows: database.prepare(`select ${columns} ${sources.all} order by records.id desc`),
  matchedRows: database.prepare(`select ${columns} ${sources.matched} order by words.rowid desc`),
  count: database.prepare(`select count(*) as n from (select 1 ${sources.all} limit :most)`),
  matchedCount: database.prepare(`select count(*) as n from (select 1 ${sources.matched} limit :most)`),
  matchedCountAtAnyTime: database.prepare(
    'select count(*) as n from (select 1 from words where words match :match and words.rowid >= :low and words.rowid < :high limit :most)',
  ),
  stored: database.prepare(`
    select ${columns} from words cross join records on records.id = words.rowid cross join origins on origins.id = records.origin
    where words match :match and words.rowid > :cursor order by words.rowid limit :limit`),
  records: database.prepare('select records from totals'),
  version: database.prepare('select sqlite_version() as version'),
})

export const createLogSearch = (database: DatabaseSync) => {
  const statements = prepare(database)

  const rangeOf = ({ from, to }: Plan): Range => {
    const all = statements.bounds.get()
    const range = { low: Number(all?.low), high: Number(all?.high) }
    if (from === Number.MIN_SAFE_INTEGER && to === Number.MAX_SAFE_INTEGER) return range
    const found = statements.ofMinutes.get(Math.floor(from / minuteMs), Math.floor(to / minuteMs))
    if (found === undefined || found.low === null) return { low: 0, high: 0 }
    return { low: Math.max(range.low, Number(found.low)), high: Math.min(range.high, Number(found.high)) }
  }

  /**
   * Walks from the newest id down in steps that each take little time, since SQLite cannot be interrupted. `visit` says
   * when it has enough. Returns the id below which nothing was looked at.
   */
  const walk = async (plan: Plan, range: Range, turns: Turns, visit: (row: Row) => boolean): Promise<number> => {
    let { high } = range
    let width = firstStep
    while (high > range.low) {
      const low = Math.max(range.low, high - width)
      const began = performance.now()
      const values = { low, high, from: plan.from, to: plan.to }
      const rows = plan.match === null ? statements.rows.iterate(values) : statements.matchedRows.iterate({ ...values, match: plan.match })
      high = low
      for (const row of rows) {
        const text = plan.checks.length === 0 ? '' : fold(String(row.text))
        if (plan.checks.every((check) => check(text)) && !visit(row)) return Number(row.id)
        if (performance.now() - began < stepMs) continue
        high = Number(row.id)
        break
      }
      if (performance.now() - began < stepMs / 4) width *= 8
      if (high > range.low && !(await turns.next())) return high
    }
    return range.low
  }

  const countQuickly = (plan: Plan, range: Range): number => {
    const span = { low: range.low, high: range.high, most: mostCounted + 1 }
    const time = { from: plan.from, to: plan.to }
    const anyTime = plan.from === Number.MIN_SAFE_INTEGER && plan.to === Number.MAX_SAFE_INTEGER
    if (plan.match === null) return Number(statements.count.get({ ...span, ...time })?.n)
    const { match } = plan
    const row = anyTime
      ? statements.matchedCountAtAnyTime.get({ ...span, match })
      : statements.matchedCount.get({ ...span, ...time, match })
    return Number(row?.n)
  }

  const count = async (plan: Plan, range: Range, turns: Turns): Promise<Pick<LogPage, 'total' | 'totalIsExact'>> => {
    if (plan.checks.length === 0) {
      const found = countQuickly(plan, range)
      return { total: Math.min(found, mostCounted), totalIsExact: found <= mostCounted }
    }
    let total = 0
    const until = performance.now() + countMs
    const left = await walk(plan, range, turns, () => {
      total += 1
      return total < mostCounted && performance.now() < until
    })
    return { total, totalIsExact: left <= range.low }
  }

  return {
    async search(query: LogQuery, turns: Turns): Promise<LogPage> {
      const plan = planOf(query)
      const range = rangeOf(plan)
      const before = query.after === undefined ? range.high : Math.min(range.high, Number(query.after))
      const items: LogRecord[] = []
      let more = false
      const left = await walk(plan, { low: range.low, high: before }, turns, (row) => {
        more = items.length === query.limit
        if (!more) items.push(toRecord(row))
        return !more
      })
      const counted = await count(plan, range, turns)
      const last = items.at(-1)?.id ?? 0
      // Where the time ended first, the next page goes on from there.
      const next = more ? last : left > range.low ? left : null
      return {
        items: items.sort(newestFirst),
        next: next === null ? null : String(next),
        total: Math.max(counted.total, items.length),
        totalIsExact: counted.totalIsExact,
      }
    },

    storedSince(cursor: number, of: readonly Level[], limit: number): LogRecord[] {
      if (of.length === 0) return []
      const match = anyOf(of.map((level) => fieldWord('level', level)))
      return statements.stored.all({ match, cursor, limit }).map(toRecord)
    },

    records: (): number => Number(statements.records.get()?.records),
    version: (): string => `SQLite ${String(statements.version.get()?.version)}`,
  }
}
