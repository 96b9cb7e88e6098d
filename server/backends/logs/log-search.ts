import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Level, LogRecord } from '#contract/telemetry.ts'
import { below, type Plan, planOf, type Range } from './log-plan.ts'
import { all, createLogRanges, matched, mostCounted } from './log-ranges.ts'
import type { LogPage, LogQuery } from './port.ts'
import { anyOf, fieldWord, fold } from './words.ts'

/** Lets others work between two steps of a long search. */
export interface Turns {
  /** False when the time of the search is over; rejects when nobody waits for it any more. */
  next(): Promise<boolean>
}

/** Counting by reading texts goes on this long after the page itself is complete. */
const countMs = 250
const stepMs = 25
const firstStep = 65_536

const columns = `records.id, records.seq, records.at, records.level, records.cut, records.trace_id, records.text,
  origins.service, origins.environment, origins.instance, origins.release, origins.stream`
/** Reading a text costs more than finding it, so it is read only where it is looked into. */
const found = 'select records.id, iif(:looking, records.text, null) as text'

const toRecord = (row: Record<string, SQLOutputValue>, levels: readonly Level[]): LogRecord => ({
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
  ids: database.prepare(`${found} ${all} order by records.id desc`),
  matchedIds: database.prepare(`${found} ${matched} order by words.rowid desc`),
  record: database.prepare(`select ${columns} from records cross join origins on origins.id = records.origin where records.id = ?`),
  stored: database.prepare(`
    select ${columns} from words cross join records on records.id = words.rowid cross join origins on origins.id = records.origin
    where words match :match and words.rowid > :cursor order by words.rowid limit :limit`),
  records: database.prepare('select records from totals'),
  version: database.prepare('select sqlite_version() as version'),
})

export const createLogSearch = (database: DatabaseSync, levels: readonly Level[]) => {
  const statements = prepare(database)
  const ranges = createLogRanges(database)

  /**
   * Walks from the newest id down in steps that each take little time, since SQLite cannot be interrupted. `visit` says
   * when it has enough. Returns the id below which nothing was looked at.
   */
  const walk = async ({ match, checks, from, to }: Plan, range: Range, turns: Turns, visit: (id: number) => boolean): Promise<number> => {
    let { high } = range
    let width = firstStep
    while (high > range.low) {
      const low = Math.max(range.low, high - width)
      const began = performance.now()
      const values = { low, high, from, to, looking: checks.length === 0 ? 0 : 1 }
      const rows = match === null ? statements.ids.iterate(values) : statements.matchedIds.iterate({ ...values, match })
      high = low
      for (const row of rows) {
        const id = Number(row.id)
        const text = checks.length === 0 ? '' : fold(String(row.text))
        if (checks.every((check) => check(text)) && !visit(id)) return id
        if (performance.now() - began < stepMs) continue
        high = id
        break
      }
      if (performance.now() - began < stepMs / 4) width *= 8
      if (high > range.low && !(await turns.next())) return high
    }
    return range.low
  }

  /** Takes the ids of a page and goes on counting, up to a number and a time. */
  const take = async (plan: Plan, range: Range, limit: number, turns: Turns): Promise<{ ids: number[]; total: number; left: number }> => {
    const ids: number[] = []
    let total = 0
    let until = Number.POSITIVE_INFINITY
    const left = await walk(plan, range, turns, (id) => {
      total += 1
      if (total <= limit) ids.push(id)
      if (total === limit + 1) until = performance.now() + (plan.checks.length === 0 ? 0 : countMs)
      return total < mostCounted && performance.now() < until
    })
    return { ids, total, left }
  }

  const search = async (query: LogQuery, turns: Turns): Promise<LogPage> => {
    const plan = planOf(query)
    const range = ranges.rangeOf(plan)
    const { ids, total, left } = await take(plan, { low: range.low, high: below(query.after, range) }, query.limit, turns)
    // Only a walk from the very top has counted everything; what the index alone can count, it counts faster.
    const read = { total: Math.min(total, mostCounted), totalIsExact: query.after === undefined && left <= range.low }
    const counted = plan.checks.length === 0 ? ranges.count(plan, range) : read
    const more = total > ids.length
    // Where the time ended first, the next page goes on from there.
    const next = more ? (ids.at(-1) ?? left) : left > range.low ? left : null
    const rows = ids.map((id) => statements.record.get(id)).filter((row) => row !== undefined)
    return { items: rows.map((row) => toRecord(row, levels)).sort(newestFirst), next: next === null ? null : String(next), ...counted }
  }

  return {
    search,

    storedSince(cursor: number, of: readonly Level[], limit: number): LogRecord[] {
      if (of.length === 0) return []
      const match = anyOf(of.map((level) => fieldWord('level', level)))
      return statements.stored.all({ match, cursor, limit }).map((row) => toRecord(row, levels))
    },

    records: (): number => Number(statements.records.get()?.records),
    version: (): string => `SQLite ${String(statements.version.get()?.version)}`,
  }
}
