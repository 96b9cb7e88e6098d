import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTraceRetention } from '../../../../server/backends/traces/trace-retention.ts'
import { environmentOf } from '../../../../server/backends/traces/trace-writer.ts'
import { openTraces } from '../../../support/embedded-traces.ts'
import { recordingLog } from '../../../support/recording-log.ts'
import { makeSegment } from '../../../support/segments.ts'

const signal = new AbortController().signal
let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'culprit-trace-file-'))
  path = join(folder, 'traces.db')
})
afterEach(() => rm(folder, { recursive: true }))

const failing = (id: string) => makeSegment({ traceId: id, segmentId: `${id}.0`, spans: [{ failed: true }] })

test('has after a restart what it confirmed before, and goes on with the cursor', async () => {
  {
    await using store = await openTraces({ path })
    await store.store([failing('a')])
  }
  await using store = await openTraces({ path })
  const [known] = await store.failedSince(0, 10, signal)
  expect(known?.traceId).toBe('a')
  await store.store([failing('a'), failing('b')])
  expect((await store.failedSince(known?.cursor ?? 0, 10, signal)).map((trace) => trace.traceId)).toEqual(['b'])
})

test('moves a damaged file aside, says so, and keeps its cursors ahead of the lost ones', async () => {
  await writeFile(path, 'this is no database '.repeat(500))
  const { log, lines } = recordingLog()
  await using store = await openTraces({ path, log })
  expect((await readdir(folder)).some((name) => name.startsWith('traces.db.corrupt-'))).toBe(true)
  expect(lines[0]).toMatchObject({ level: 50, path })
  expect((await store.status(signal)).notes[0]?.code).toBe('store.moved_aside')
  await store.store([failing('a')])
  expect((await store.failedSince(1e15, 10, signal)).map((trace) => trace.traceId)).toEqual(['a'])
})

test('refuses a file that a newer version wrote, and leaves it as it is', async () => {
  const newer = new DatabaseSync(path)
  newer.exec('create table t (x); pragma user_version=99')
  newer.close()
  await expect(openTraces({ path })).rejects.toThrow(/newer version \(schema 99/)
  expect(await readdir(folder)).toEqual(['traces.db'])
})

test('rejects what it cannot write, and keeps what it confirmed', async () => {
  await using store = await openTraces({ path })
  await store.store([failing('a')])
  const other = new DatabaseSync(path)
  other.exec('drop table entries')
  other.close()
  await expect(store.store([failing('b')])).rejects.toThrow('entries')
  expect(await store.trace('b', signal)).toBeNull()
  expect(await store.trace('a', signal)).not.toBeNull()
  expect((await store.status(signal)).dropped).toBe(1)
})

test('deletes whole traces by age, oldest first, and then by size', async () => {
  await using store = await openTraces({ path })
  for (const id of ['a', 'b', 'c']) await store.store([failing(id)])
  const file = new DatabaseSync(path)
  file.prepare(`update traces set arrived_at = 1 where trace_id = 'a'`).run()
  createTraceRetention(file, { maxAgeMs: 1000, maxBytes: 1e9 }).sweep(Date.now())
  expect((await store.list({ limit: 10 }, signal)).map((trace) => trace.traceId).sort()).toEqual(['b', 'c'])
  expect(await store.traceOfSegment('a.0', signal)).toBeNull()
  expect((await store.status(signal)).spans).toBe(2)
  createTraceRetention(file, { maxAgeMs: 1e9, maxBytes: 1 }).sweep(Date.now())
  expect(await store.list({ limit: 10 }, signal)).toEqual([])
  file.close()
})

test('confirms many reporters at once with few commits', async () => {
  await using store = await openTraces({ path })
  const began = performance.now()
  await Promise.all(Array.from({ length: 1000 }, (_, index) => store.store([failing(`t${index}`)])))
  expect(performance.now() - began).toBeLessThan(5000)
  await vi.waitFor(async () => expect((await store.status(signal)).spans).toBe(1000))
})

test('reads the environment out of an instance’s name', () => {
  expect(environmentOf('order', 'order-test-r12-1')).toBe('test')
  expect(environmentOf('order', 'order-pre-prod-r1-1')).toBe('pre-prod')
  expect(environmentOf('display name', 'order-prod-r1-1')).toBe('prod')
  expect(environmentOf('order', '6f1c@10.0.0.1')).toBeNull()
})
