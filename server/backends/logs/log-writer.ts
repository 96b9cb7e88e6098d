import type { DatabaseSync } from 'node:sqlite'
import type { Level } from '#contract/telemetry.ts'
import { transaction } from '#lib/sqlite-file.ts'
import { type Batch, type BatchRow, type Origin, rowOf } from './batch.ts'
import type { StoredPosition } from './port.ts'
import { fieldWord, indexed } from './words.ts'

const mostTextBytes = 262_144
const minuteMs = 60_000
const start: StoredPosition = { stdout: 0, stderr: 0, stdoutLines: 0, stderrLines: 0 }

interface KnownOrigin {
  id: number
  /** The words of the index that stand for its fields. */
  words: string
}

const shorten = (text: string): { text: string; cut: number } => {
  if (text.length * 3 <= mostTextBytes) return { text, cut: 0 }
  const bytes = Buffer.from(text)
  if (bytes.length <= mostTextBytes) return { text, cut: 0 }
  let end = mostTextBytes
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return { text: bytes.toString('utf8', 0, end), cut: bytes.length - end }
}

const prepare = (database: DatabaseSync) => ({
  record: database.prepare('insert into records (id, seq, at, level, origin, cut, trace_id, text) values (?, ?, ?, ?, ?, ?, ?, ?)'),
  words: database.prepare('insert into words (rowid, text) values (?, ?)'),
  addOrigin: database.prepare(
    'insert or ignore into origins (service, environment, instance, release, stream) values (:service, :environment, :instance, :release, :stream)',
  ),
  findOrigin: database.prepare(`
    select id from origins where instance = :instance and release = :release and stream = :stream
      and service = :service and environment = :environment`),
  minute: database.prepare(`
    insert into minutes values (?, ?, ?)
    on conflict (minute) do update set first_id = min(first_id, excluded.first_id), last_id = max(last_id, excluded.last_id)`),
  position: database.prepare('select * from positions where instance = ?'),
  setPosition: database.prepare(`
    insert into positions values (:instance, :stdout, :stderr, :stdoutLines, :stderrLines)
    on conflict (instance) do update set stdout = max(stdout, excluded.stdout), stderr = max(stderr, excluded.stderr),
      stdout_lines = max(stdout_lines, excluded.stdout_lines), stderr_lines = max(stderr_lines, excluded.stderr_lines)`),
  totals: database.prepare('select last_id from totals'),
  setTotals: database.prepare('update totals set last_id = ?, records = records + ?'),
})

export const createLogWriter = (database: DatabaseSync, levels: readonly Level[]) => {
  const statements = prepare(database)
  const levelWords = levels.map((level) => fieldWord('level', level))
  const known = new Map<string, KnownOrigin>()

  const originOf = (origin: Origin): KnownOrigin => {
    const { service, environment, instance, release, stream } = origin
    const key = JSON.stringify([instance, release, stream, service, environment])
    const found = known.get(key)
    if (found !== undefined) return found
    const values = { service, environment, instance, release, stream }
    statements.addOrigin.run(values)
    const words = [fieldWord('service', service), fieldWord('environment', environment), fieldWord('instance', instance)].join(' ')
    const fresh = { id: Number(statements.findOrigin.get(values)?.id), words }
    if (known.size > 10_000) known.clear()
    known.set(key, fresh)
    return fresh
  }

  const position = (instance: string): StoredPosition | undefined => {
    const row = statements.position.get(instance)
    if (row === undefined) return undefined
    return {
      stdout: Number(row.stdout),
      stderr: Number(row.stderr),
      stdoutLines: Number(row.stdout_lines),
      stderrLines: Number(row.stderr_lines),
    }
  }

  /** Which origins of the batch were stored before: a stream whose position does not go beyond the one that is known. */
  const knownAlready = (batch: Batch): boolean[] => {
    const streams = new Set<string>()
    for (const { instance, position: next } of batch.positions) {
      const before = position(instance)
      if (before === undefined) continue
      for (const stream of ['stdout', 'stderr'] as const) if (next[stream] <= before[stream]) streams.add(`${stream} ${instance}`)
    }
    return batch.origins.map(({ instance, stream }) => streams.has(`${stream} ${instance}`))
  }

  const write = (id: number, row: BatchRow, origin: KnownOrigin): void => {
    const { text, cut } = shorten(row.text)
    statements.record.run(id, row.seq, row.at, row.level, origin.id, row.cut + cut, row.traceId, text)
    const trace = row.traceId === null ? '' : ` ${fieldWord('trace', row.traceId)}`
    statements.words.run(id, `${indexed(text)} ${levelWords[row.level]} ${origin.words}${trace}`)
  }

  const writeRows = (batch: Batch): void => {
    const skipped = knownAlready(batch)
    const origins = batch.origins.map(originOf)
    const minutes = new Map<number, { first: number; last: number }>()
    const before = Number(statements.totals.get()?.last_id)
    let id = before
    for (let index = 0; index < batch.at.length; index += 1) {
      const row = rowOf(batch, index)
      const origin = origins[row.origin]
      if (origin === undefined || skipped[row.origin] === true) continue
      id += 1
      write(id, row, origin)
      const minute = Math.floor(row.at / minuteMs)
      const span = minutes.get(minute)
      if (span === undefined) minutes.set(minute, { first: id, last: id })
      else span.last = id
    }
    for (const [minute, { first, last }] of minutes) statements.minute.run(minute, first, last)
    statements.setTotals.run(id, id - before)
  }

  return {
    /** The records of a batch and the positions they were read up to, in one transaction. */
    store(batch: Batch): void {
      try {
        transaction(database, () => {
          writeRows(batch)
          for (const { instance, position: next } of batch.positions) statements.setPosition.run({ instance, ...next })
        })
      } catch (error) {
        // An origin that was numbered in the undone transaction is not there.
        known.clear()
        throw error
      }
    },
    position: (instance: string): StoredPosition => position(instance) ?? start,
  }
}
