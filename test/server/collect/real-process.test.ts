import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createEmbeddedLogs } from '../../../server/backends/logs/embedded.ts'
import { createProcessRuntime } from '../../../server/backends/runtime/process.ts'
import { createCollector } from '../../../server/collect/collector.ts'
import { maxLineBytes } from '../../../server/collect/lines.ts'
import type { LogLine } from '../../../server/contract/socket.ts'
import type { LogRecord } from '../../../server/contract/telemetry.ts'
import { systemClock } from '../../../server/lib/clock.ts'
import { createFeed } from '../../../server/lib/feed.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { until } from '../../support/until.ts'

const name = 'order-test-r1-1'
const signal = new AbortController().signal
const log = pino({ level: 'silent' })

/** A real process whose output a real collector brings into a real log store. */
const createWorld = async (script: string) => {
  const folder = await tempFolder()
  const runtime = createProcessRuntime({ folder: join(folder.path, 'instances') })
  const logs = await createEmbeddedLogs({ path: join(folder.path, 'logs.db'), log })
  const feed = createFeed<LogLine>((line) => line.text.length + 160)
  const openCollector = () => {
    const collector = createCollector({ runtime, logs, feed, clock: systemClock, log })
    collector.follow({ name, service: 'order', environment: 'test', number: 1 })
    return collector
  }
  await runtime.start(
    {
      name,
      service: 'order',
      environment: 'test',
      release: 'order/test#1',
      deployment: 'd1',
      artifact: folder.path,
      run: `exec ${process.execPath} -e "$SCRIPT"`,
      variables: { SCRIPT: script },
    },
    signal,
  )
  let collector = openCollector()
  const all = async (): Promise<LogRecord[]> => {
    const records: LogRecord[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page: { items: LogRecord[]; next: string | null } = await logs.search(
        { instance: name, limit: 1000, ...(after ? { after } : {}) },
        signal,
      )
      records.push(...page.items)
      after = page.next
    }
    return records.sort((left, right) => left.id - right.id)
  }
  return {
    feed,
    all,
    lines: async () => (await logs.position(name)).stdoutLines,
    async restartCollector() {
      await collector.close()
      collector = openCollector()
    },
    async [Symbol.asyncDispose]() {
      await collector.close()
      await runtime.stop(name, 1000, signal)
      await logs[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

describe('the output of a real process in the real log store', () => {
  it('is whole and in order, whatever it holds', async () => {
    await using world = await createWorld(`
      process.stdout.write('2026-11-24 10:00:00.000 [TID:5b8aa5a2d2c872e8321cf37308d69df2] ERROR failed </script>\\u001b[31m\\nError: no dept\\n    at map (m.js:1:2)\\n')
      process.stdout.write('x'.repeat(10 * 1024 * 1024) + '\\n')
      process.stdout.write(Buffer.from([0xff, 0x00, 0x41, 0x0a]))
      process.stdout.write('部门为空\\nlast')
    `)
    await until(async () => (await world.lines()) === 7, 'seven lines')
    const records = await world.all()
    expect(records.map(({ seq }) => seq)).toEqual([1, 4, 5, 6, 7])
    expect(records[0]).toMatchObject({ level: 'error', release: 'order/test#1', traceId: '5b8aa5a2d2c872e8321cf37308d69df2' })
    expect(records[0]?.text).toContain('</script>\u001b[31m\nError: no dept\n    at map')
    expect([records[1]?.text.length, records[1]?.cutBytes]).toEqual([maxLineBytes, 10 * 1024 * 1024 - maxLineBytes])
    expect(records.slice(2).map(({ text }) => text)).toEqual(['\ufffd\u2400A', '部门为空', 'last'])
  })

  it('is stored once though the collector restarts again and again', async () => {
    const total = 3000
    await using world = await createWorld(`
      let n = 0
      const timer = setInterval(() => { for (let i = 0; i < 10; i += 1) console.log('line ' + ++n); if (n >= ${total}) clearInterval(timer) }, 5)
    `)
    while ((await world.lines()) < total - 500) {
      const before = await world.lines()
      await until(async () => (await world.lines()) > before, 'more lines')
      await world.restartCollector()
    }
    await until(async () => (await world.lines()) === total, 'all lines')
    const records = await world.all()
    expect(records.map(({ text }) => text)).toEqual(Array.from({ length: total }, (_, index) => `line ${index + 1}`))
    expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: total }, (_, index) => index + 1))
  })

  it('is seen at once though the process never pauses', async () => {
    const world = await createWorld(`setInterval(() => console.log(Date.now()), 1)`)
    await using _world = world
    const leaving = new AbortController()
    const taken = world.feed.take({ topics: [name], pick: (line) => line, maxBytes: 1e6, gather: { bytes: 0, ms: 0 } }, leaving.signal)
    const delays: number[] = []
    for await (const { values } of taken) {
      for (const { text } of values) delays.push(Date.now() - Number(text))
      if (delays.length > 1500) leaving.abort()
    }
    // Without pauses of the stream itself a reader that waits for one would be later and later.
    expect(delays.slice(500).sort((left, right) => left - right)[500]).toBeLessThan(500)
  })
})
