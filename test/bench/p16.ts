import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createEmbeddedLogs } from '../../server/backends/logs/embedded.ts'
import { openLogFile } from '../../server/backends/logs/log-file.ts'
import type { NewLogRecord } from '../../server/backends/logs/port.ts'
import { fieldWord } from '../../server/backends/logs/words.ts'
import { levels } from '../../server/contract/telemetry.ts'
import { makeLines, quantile } from './log-lines.ts'
import type { Measure } from './run.ts'

const rows = 60_000
const batch = 1000
const rounds = 5

/** The least that the same tables can be filled with: prepared statements in a loop, nothing read, nothing checked. */
const bareLoop = (path: string, records: readonly NewLogRecord[]): number => {
  const { database } = openLogFile(path)
  const insert = database.prepare('insert into records (id, seq, at, level, origin, cut, trace_id, text) values (?, ?, ?, ?, ?, ?, ?, ?)')
  const index = database.prepare('insert into words (rowid, text) values (?, ?)')
  const levelWords = levels.map((level) => fieldWord('level', level))
  const origin = `${fieldWord('service', 'order')} ${fieldWord('environment', 'test')} ${fieldWord('instance', 'order-test-r1-1')}`
  const traceWords = records.map(({ traceId }) => (traceId === null ? '' : fieldWord('trace', traceId)))
  const began = performance.now()
  for (let first = 0; first < records.length; first += batch) {
    database.exec('begin')
    for (let id = first; id < first + batch; id += 1) {
      const record = records[id]
      if (record === undefined) break
      const level = levels.indexOf(record.level)
      insert.run(id + 1, record.seq, record.at, level, 1, record.cutBytes, record.traceId, record.text)
      index.run(id + 1, `${record.text} ${levelWords[level]} ${origin} ${traceWords[id]}`)
    }
    database.exec('commit')
  }
  const tookMs = performance.now() - began
  database.close()
  return (records.length / tookMs) * 1000
}

/** With the positions that each batch was read up to, and two batches under way, so that the store always has work. */
const throughStore = async (path: string, records: readonly NewLogRecord[]): Promise<number> => {
  await using store = await createEmbeddedLogs({ path, log: pino({ level: 'silent' }) })
  const began = performance.now()
  let before: Promise<void> = Promise.resolve()
  for (let first = 0; first < records.length; first += batch) {
    const read = first + batch
    const position = { stdout: read * 100, stderr: 0, stdoutLines: read, stderrLines: 0 }
    const positions = [1, 2, 3, 4].map((ordinal) => ({ instance: `order-test-r1-${ordinal}`, position }))
    const storing = store.store(records.slice(first, read), positions)
    await before
    before = storing
  }
  await before
  return (records.length / (performance.now() - began)) * 1000
}

/** P16: records a second through the whole store, against a bare loop over the same tables. */
export const measure = async (): Promise<Measure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-p16-'))
  try {
    const records = makeLines(0, rows, Date.now())
    const pairs: { floor: number; value: number }[] = []
    for (let round = 0; round < rounds; round += 1) {
      const floor = bareLoop(join(folder, `bare-${round}.db`), records)
      pairs.push({ floor, value: await throughStore(join(folder, `store-${round}.db`), records) })
    }
    const median = (of: (pair: { floor: number; value: number }) => number): number => quantile(pairs.map(of), 0.5)
    const ratio = median((pair) => pair.value / pair.floor)
    return [
      {
        id: 'P16',
        value: Math.round(median((pair) => pair.value)),
        unit: 'records/s',
        floor: Math.round(median((pair) => pair.floor)),
        ratio,
        target: '>= 0.8x',
        ok: ratio >= 0.8,
      },
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}
