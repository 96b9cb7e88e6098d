import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LogQuery, LogSink, Logs } from '../../server/backends/logs/port.ts'
import { makeRecord } from '../support/log-records.ts'

type Store = Logs & LogSink & AsyncDisposable
const signal = new AbortController().signal

/** What every log store promises. `open` gives an empty one; `settled` resolves when what was stored can be found. */
export const logsConformance = (name: string, open: () => Promise<Store>, settled: () => Promise<void> = async () => {}): void => {
  describe(`logs: ${name}`, () => {
    /** A store whose records say these texts, a second apart, the last one newest. */
    const saying = async (...texts: string[]): Promise<Store> => {
      const store = await open()
      await store.store(
        texts.map((text, index) => makeRecord({ text, at: 1_000_000 + index * 1000 })),
        [],
      )
      await settled()
      return store
    }
    const texts = async (store: Store, query: Partial<LogQuery>): Promise<string[]> =>
      (await store.search({ limit: 100, ...query }, signal)).items.map((record) => record.text)

    test('gives back every field of a record that it was given', async () => {
      await using store = await open()
      const record = makeRecord({
        seq: 17,
        level: 'error',
        stream: 'stderr',
        traceId: 'a1b2.35.17000000000000001',
        cutBytes: 12,
        text: 'TypeError: 员工 x\n    at f (a.js:1:2)',
      })
      await store.store([record], [])
      await settled()
      const [found] = (await store.search({ limit: 10 }, signal)).items
      expect(found).toEqual({ ...record, id: found?.id })
      expect(found?.id).toBeGreaterThan(0)
    })

    test('finds by words in any order, capitals or not, and not by parts of words', async () => {
      await using store = await saying('Connection reset by peer', 'peer connected', 'CONNECTION refused')
      expect(await texts(store, { text: 'peer connection' })).toEqual(['Connection reset by peer'])
      expect(await texts(store, { text: 'connection' })).toEqual(['CONNECTION refused', 'Connection reset by peer'])
      expect(await texts(store, { text: 'onnection' })).toEqual([])
    })

    test('finds a quoted phrase only where its words follow one another', async () => {
      await using store = await saying('reset by peer', 'peer reset by', 'reset: by, peer', 'preset by peers')
      expect(await texts(store, { text: '"reset by peer"' })).toEqual(['reset: by, peer', 'reset by peer'])
      expect(await texts(store, { text: '"reset by' })).toEqual(['reset: by, peer', 'peer reset by', 'reset by peer'])
    })

    test('finds by the beginning of a word', async () => {
      await using store = await saying('SocketTimeoutException', 'websocket', 'Sockets closed')
      expect(await texts(store, { text: 'socket*' })).toEqual(['Sockets closed', 'SocketTimeoutException'])
    })

    test('finds names with dots, dashes and underscores as they are written', async () => {
      await using store = await saying('at com.acme.OrderService.place', 'com-acme order_id=7', 'order id 7')
      expect(await texts(store, { text: 'com.acme.OrderService' })).toEqual(['at com.acme.OrderService.place'])
      expect(await texts(store, { text: 'order_id=7' })).toContain('com-acme order_id=7')
    })

    test('finds Chinese words of one, two and more characters, wherever they stand', async () => {
      await using store = await saying('调用支付服务失败', '付款支出', '服务支持order完成', '数据库连接超时')
      expect(await texts(store, { text: '支付' })).toEqual(['调用支付服务失败'])
      expect(await texts(store, { text: '支' })).toEqual(['服务支持order完成', '付款支出', '调用支付服务失败'])
      expect(await texts(store, { text: '败' })).toEqual(['调用支付服务失败'])
      expect(await texts(store, { text: '支付服务' })).toEqual(['调用支付服务失败'])
      expect(await texts(store, { text: '付支' })).toEqual([])
      expect(await texts(store, { text: '服务 失败' })).toEqual(['调用支付服务失败'])
      expect(await texts(store, { text: '支持order' })).toEqual(['服务支持order完成'])
      expect(await texts(store, { text: 'order 完成' })).toEqual(['服务支持order完成'])
      expect(await texts(store, { text: '连接超时 数据' })).toEqual(['数据库连接超时'])
    })

    test('narrows by level, service, environment, instance, trace and time', async () => {
      await using store = await open()
      const other = { service: 'staff', environment: 'prod', instance: 'staff-prod-r2-1', release: 'staff/prod#2' }
      await store.store(
        [
          makeRecord({ text: 'a', at: 1000, level: 'error' }),
          makeRecord({ text: 'b', at: 2000, traceId: 'T.1', level: 'warn' }),
          makeRecord({ text: 'c', at: 3000, traceId: 'T.1', ...other }),
        ],
        [],
      )
      await settled()
      expect(await texts(store, { level: 'error' })).toEqual(['a'])
      expect(await texts(store, { levels: ['error', 'warn'] })).toEqual(['b', 'a'])
      expect(await texts(store, { levels: [] })).toEqual([])
      expect(await texts(store, { service: 'staff' })).toEqual(['c'])
      expect(await texts(store, { environment: 'test' })).toEqual(['b', 'a'])
      expect(await texts(store, { instance: 'staff-prod-r2-1' })).toEqual(['c'])
      expect(await texts(store, { instances: ['staff-prod-r2-1', 'order-test-r1-1'] })).toEqual(['c', 'b', 'a'])
      expect(await texts(store, { traceId: 'T.1' })).toEqual(['c', 'b'])
      expect(await texts(store, { traceId: 'T' })).toEqual([])
      expect(await texts(store, { traceId: 'T.1', service: 'order', text: 'b' })).toEqual(['b'])
      expect(await texts(store, { from: 2000, to: 3000 })).toEqual(['b'])
      expect(await texts(store, { from: 2001 })).toEqual(['c'])
      expect(await texts(store, { service: "x' OR 1=1 --" })).toEqual([])
    })

    test('pages from the newest to the oldest without a gap or a repeat', async () => {
      await using store = await saying(...Array.from({ length: 25 }, (_, index) => `line ${index}`))
      const seen: string[] = []
      for (let after: string | undefined; ; ) {
        const page = await store.search({ text: 'line', limit: 10, after }, signal)
        expect(page).toMatchObject({ total: 25, totalIsExact: true })
        seen.push(...page.items.map((record) => record.text))
        if (page.next === null) break
        after = page.next
      }
      expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `line ${24 - index}`))
    })

    test('stops counting somewhere, and says so', async () => {
      await using store = await open()
      for (let round = 0; round < 3; round += 1)
        await store.store(
          Array.from({ length: 4000 }, () => makeRecord()),
          [],
        )
      await settled()
      expect(await store.search({ text: 'placed', limit: 5 }, signal)).toMatchObject({ total: 10_000, totalIsExact: false })
      expect(await store.search({ limit: 5 }, signal)).toMatchObject({ total: 10_000, totalIsExact: false })
    })

    test('finds nothing, and fails at nothing, whatever somebody types', async () => {
      await using store = await saying('order placed', '支付 失败')
      const hostile = [
        '"',
        '""',
        '*',
        'a*b',
        '(',
        ')',
        'a AND',
        'NOT',
        'NEAR(a b)',
        'text:a',
        '^a',
        '-',
        "'; drop table records; --",
        '\u0000',
        '{a}',
      ]
      for (const text of hostile) expect((await store.search({ text, limit: 5 }, signal)).total).toBeLessThanOrEqual(2)
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string()), async (text) => {
          const page = await store.search({ text, limit: 5 }, signal)
          expect(page.items.length).toBeLessThanOrEqual(2)
        }),
        { numRuns: 200 },
      )
    })

    test('finds every text again by each of its words, whatever it holds', async () => {
      await using store = await open()
      let traces = 0
      const word = fc.oneof(
        fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/),
        fc.stringMatching(/^[一-龥]{1,4}$/),
        fc.constantFrom('naïve', 'Ünit', 'Ω9', 'かな'),
      )
      const glue = fc.constantFrom(' ', ', ', '=', '\n', '。', '</script>', '\u001b[31m', ' \u0000 ', '😀')
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(word, glue), { minLength: 1, maxLength: 6 }), async (parts) => {
          const trace = `trace.${++traces}`
          const text = parts.flat().join('')
          await store.store([makeRecord({ text, traceId: trace })], [])
          await settled()
          for (const [wanted] of parts) expect(await texts(store, { text: wanted, traceId: trace })).toEqual([text])
        }),
        { numRuns: 60 },
      )
    })

    test('keeps markup, terminal colours, NUL and very long entries as they came, up to 256 KB', async () => {
      await using store = await open()
      const strange = ['</script><img src=x onerror=alert(1)>', '\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007', 'a\u0000b', '😀\ud83d']
      const long = `begin ${'长'.repeat(100_000)}`
      await store.store(
        [...strange, long].map((text, index) => makeRecord({ text, at: index })),
        [],
      )
      await settled()
      const { items } = await store.search({ limit: 10 }, signal)
      expect(items[1]?.text.replace('\ufffd', '\ud83d')).toBe(strange[3])
      expect(items.slice(2).map((record) => record.text)).toEqual(strange.slice(0, 3).reverse())
      const kept = items[0]?.text ?? ''
      expect(long.startsWith(kept)).toBe(true)
      expect(Buffer.byteLength(kept)).toBeGreaterThan(262_000)
      expect(Buffer.byteLength(kept) + (items[0]?.cutBytes ?? 0)).toBe(Buffer.byteLength(long))
    })

    test('stores records and their position together, and a batch that comes twice once', async () => {
      await using store = await open()
      const instance = 'order-test-r1-1'
      const none = { stdout: 0, stderr: 0, stdoutLines: 0, stderrLines: 0 }
      expect(await store.position(instance)).toEqual(none)
      const first = { instance, position: { ...none, stdout: 100, stdoutLines: 2 } }
      await store.store([makeRecord({ text: 'one' }), makeRecord({ text: 'two' })], [first])
      await store.store([makeRecord({ text: 'one' }), makeRecord({ text: 'two' })], [first])
      expect(await store.position(instance)).toEqual(first.position)
      const second = { instance, position: { stdout: 100, stderr: 40, stdoutLines: 2, stderrLines: 1 } }
      await store.store([makeRecord({ text: 'three', stream: 'stderr' })], [second])
      await store.store([makeRecord({ text: 'one' })], [first])
      await settled()
      expect(await texts(store, {})).toHaveLength(3)
      expect(await store.position(instance)).toEqual(second.position)
      expect(await store.position('another')).toEqual(none)
    })

    test('tells records of some levels in the order in which they were stored', async () => {
      await using store = await open()
      await store.store([makeRecord({ level: 'error', text: 'a', at: 9000 }), makeRecord({ text: 'b' })], [])
      await store.store([makeRecord({ level: 'fatal', text: 'c', at: 1000 }), makeRecord({ level: 'error', text: 'd', at: 2000 })], [])
      await settled()
      const all = await store.storedSince(0, ['error', 'fatal'], 10, signal)
      expect(all.map((record) => record.text)).toEqual(['a', 'c', 'd'])
      const [first] = await store.storedSince(0, ['error', 'fatal'], 1, signal)
      expect((await store.storedSince(first?.id ?? 0, ['error'], 10, signal)).map((record) => record.text)).toEqual(['d'])
      expect(await store.storedSince(all[2]?.id ?? 0, ['error', 'fatal'], 10, signal)).toEqual([])
    })

    test('forgets an instance with its records and its position, and no other', async () => {
      await using store = await open()
      const other = 'order-test-r1-10'
      const position = { stdout: 9, stderr: 0, stdoutLines: 1, stderrLines: 0 }
      await store.store(
        [...Array.from({ length: 1200 }, () => makeRecord()), makeRecord({ instance: other, text: 'stays' })],
        [
          { instance: 'order-test-r1-1', position },
          { instance: other, position },
        ],
      )
      await settled()
      await store.forget(['order-test-r1-1', 'never-there'])
      await settled()
      expect(await texts(store, {})).toEqual(['stays'])
      expect(await texts(store, { text: 'placed' })).toEqual([])
      expect((await store.position('order-test-r1-1')).stdout).toBe(0)
      expect((await store.position(other)).stdout).toBe(9)
    })

    test('gives a search up when nobody waits for it', async () => {
      await using store = await saying('a')
      const gone = AbortSignal.abort()
      await expect(store.search({ limit: 1 }, gone)).rejects.toThrow()
    })
  })
}
