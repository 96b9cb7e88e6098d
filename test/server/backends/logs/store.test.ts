import { mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openLogs } from '../../../support/embedded-logs.ts'
import { makeRecord } from '../../../support/log-records.ts'
import { recordingLog } from '../../../support/recording-log.ts'

const signal = new AbortController().signal
const records = (count: number, values = {}) =>
  Array.from({ length: count }, (_, index) => makeRecord({ text: `line ${index}`, ...values }))
const position = (stdout: number) => ({ instance: 'order-test-r1-1', position: { stdout, stderr: 0, stdoutLines: stdout, stderrLines: 0 } })
let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'culprit-log-file-'))
  path = join(folder, 'logs.db')
})
afterEach(() => rm(folder, { recursive: true }))

const asides = async () => (await readdir(folder)).filter((name) => name.startsWith('logs.db.corrupt-'))

describe('the log file', () => {
  test('has after a restart what it confirmed before, and never gives a number twice', async () => {
    let last = 0
    {
      await using store = await openLogs({ path })
      await store.store(records(3, { level: 'error' }), [position(30)])
      last = (await store.storedSince(0, ['error'], 10, signal)).at(-1)?.id ?? 0
      await store.forget(['order-test-r1-1'])
    }
    await using store = await openLogs({ path })
    await store.store(records(1, { level: 'error', text: 'after' }), [])
    expect((await store.storedSince(last, ['error'], 10, signal)).map((record) => record.text)).toEqual(['after'])
  })

  test('is moved aside when it is damaged at the start, with numbers ahead of the lost ones', async () => {
    await writeFile(path, 'this is no database '.repeat(500))
    const { log, lines } = recordingLog()
    await using store = await openLogs({ path, log })
    expect(await asides()).toHaveLength(1)
    expect(lines[0]).toMatchObject({ level: 50, path })
    expect((await store.status(signal)).notes[0]?.code).toBe('store.moved_aside')
    await store.store(records(1, { level: 'error' }), [])
    expect(await store.storedSince(1e15, ['error'], 10, signal)).toHaveLength(1)
  })

  test('is moved aside when it turns out to be damaged later, and takes the batch that failed again', async () => {
    {
      await using store = await openLogs({ path })
      await store.store(records(5000, { text: 'x'.repeat(200) }), [])
    }
    const file = await open(path, 'r+')
    const { size } = await stat(path)
    for (let offset = 8192; offset < size; offset += 4096) await file.write(Buffer.alloc(3000, 0x5a), 0, 3000, offset)
    await file.close()
    const { log, lines } = recordingLog()
    await using store = await openLogs({ path, log })
    const storing = () => store.store(records(1), [position(1)])
    await storing().catch(storing)
    expect(await asides()).toHaveLength(1)
    expect(lines.some((line) => String(line.msg).includes('moved aside'))).toBe(true)
    expect((await store.search({ limit: 10 }, signal)).items).toHaveLength(1)
  })

  test('is refused when a newer version wrote it, and left as it is', async () => {
    const newer = new DatabaseSync(path)
    newer.exec('create table t (x); pragma user_version=99')
    newer.close()
    await expect(openLogs({ path })).rejects.toThrow(/newer version \(schema 99/)
    expect(await readdir(folder)).toEqual(['logs.db'])
  })

  test('stores nothing of a batch that cannot be stored whole', async () => {
    await using store = await openLogs({ path })
    const spoiled = [...records(5), makeRecord({ at: Number.NaN })]
    await expect(store.store(spoiled, [position(60)])).rejects.toThrow('records.at')
    expect(await store.search({ limit: 10 }, signal)).toMatchObject({ items: [], total: 0 })
    expect((await store.position('order-test-r1-1')).stdout).toBe(0)
    await store.store(records(5), [position(50)])
    expect((await store.search({ text: 'line', service: 'order', limit: 10 }, signal)).items).toHaveLength(5)
  })

  test('loses its oldest records by age, and then by size', async () => {
    const old = Date.now() - 100_000
    {
      await using store = await openLogs({ path })
      await store.store(records(1500, { at: old, text: 'old' }), [])
      await store.store(records(10, { at: Date.now(), text: 'young' }), [])
    }
    {
      await using store = await openLogs({ path, retention: { maxAgeMs: 50_000, maxBytes: 1e9 }, sweepMs: 50 })
      await vi.waitFor(async () => expect((await store.status(signal)).records).toBe(10), 20_000)
      expect((await store.search({ text: 'old', limit: 1 }, signal)).total).toBe(0)
      expect((await store.search({ text: 'young', limit: 1 }, signal)).total).toBe(10)
    }
    await using store = await openLogs({ path, retention: { maxAgeMs: 1e9, maxBytes: 1 }, sweepMs: 50 })
    await vi.waitFor(async () => expect((await store.status(signal)).records).toBe(0), 20_000)
  })
})

describe('a search', () => {
  test('that takes too long answers in part, and its next page goes on where it stopped', async () => {
    await using store = await openLogs({ path, searchMs: 20 })
    await store.store([makeRecord({ text: '=> found' }), ...records(9999)], [])
    for (let round = 0; round < 14; round += 1) await store.store(records(10_000), [])
    let page = await store.search({ text: '=>', limit: 10 }, signal)
    expect(page).toMatchObject({ items: [], totalIsExact: false })
    for (let rounds = 0; page.items.length === 0 && page.next !== null && rounds < 1000; rounds += 1)
      page = await store.search({ text: '=>', limit: 10, after: page.next }, signal)
    expect(page.items.map((record) => record.text)).toEqual(['=> found'])
  })

  test('does not hold up what is stored meanwhile', async () => {
    await using store = await openLogs({ path })
    for (let round = 0; round < 10; round += 1) await store.store(records(10_000), [])
    const gone = new AbortController()
    const searching = store.search({ text: '=>', limit: 10 }, gone.signal)
    await store.store(records(1), [position(1)])
    gone.abort()
    await expect(searching).rejects.toThrow()
  })

  test('refuses a cursor that is none', async () => {
    await using store = await openLogs({ path })
    await expect(store.search({ limit: 1, after: "1' or" }, signal)).rejects.toMatchObject({ code: 'bad_request' })
  })

  test('takes thousands of instances', async () => {
    await using store = await openLogs({ path })
    await store.store(records(2), [])
    const instances = Array.from({ length: 5000 }, (_, index) => `order-test-r${index}-1`)
    expect((await store.search({ limit: 10, instances }, signal)).items).toHaveLength(2)
  })
})

test('answers "closed" after it was closed, and loses nothing that it confirmed', async () => {
  const store = await openLogs({ path })
  const stored = store.store(records(100), [position(100)])
  await Promise.all([stored, store[Symbol.asyncDispose]()])
  await expect(store.search({ limit: 1 }, signal)).rejects.toThrow('closed')
  await using again = await openLogs({ path })
  expect((await again.status(signal)).records).toBe(100)
})
