import { afterEach, describe, expect, it } from 'vitest'
import { type Collector, createCollector } from '../../../server/collect/collector.ts'
import type { LogLine } from '../../../server/contract/socket.ts'
import { systemClock } from '../../../server/lib/clock.ts'
import { createFeed, type Feed } from '../../../server/lib/feed.ts'
import { createMemoryLogs } from '../../support/memory-logs.ts'
import { createScriptedOutput } from '../../support/scripted-runtime.ts'
import { until } from '../../support/until.ts'

const name = 'order-test-r1-1'
const instance = { name, service: 'order', environment: 'test', number: 1 }
const silent = { warn: () => {}, info: () => {} }
const opened: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const createLineFeed = () => createFeed<LogLine>((line) => line.text.length + 160)

const createWorld = (output = createScriptedOutput(), logs = createMemoryLogs()) => {
  const feed = createLineFeed()
  const collector = createCollector({ runtime: output.runtime, logs, feed, clock: systemClock, log: silent })
  opened.push(collector)
  return { output, logs, feed, collector }
}

/** What a viewer sees, from now on. */
const view = (feed: Feed<LogLine>) => {
  const seen: LogLine[] = []
  const leaving = new AbortController()
  const taken = feed.take({ topics: [name], pick: (line) => line, maxBytes: 1e9, gather: { bytes: 0, ms: 0 } }, leaving.signal)
  const reading = (async () => {
    for await (const { values } of taken) seen.push(...values)
  })()
  opened.push({
    close: async () => {
      leaving.abort()
      await reading
    },
  })
  return seen
}

const textsOf = (logs: ReturnType<typeof createMemoryLogs>) => logs.records.map(({ text }) => text)
const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`)
const print = (texts: readonly string[]) => `${texts.join('\n')}\n`

/** The collector has read everything, stored it, and has it nowhere else. */
const settled = async (collector: Collector, logs: ReturnType<typeof createMemoryLogs>, lines: number) => {
  await until(async () => (await logs.position(name)).stdoutLines >= lines, `${lines} lines to be stored`)
  await collector.idle()
}

describe('collecting the output of an instance', () => {
  it('stores entries with level, trace id, release and the numbers of their lines', async () => {
    const { output, logs, collector } = createWorld()
    collector.follow(instance)
    output.print(
      name,
      '2026-11-24 10:00:00.000 [TID:5b8aa5a2d2c872e8321cf37308d69df2] ERROR x - failed\nError: no dept\n    at map (m.js:1:2)\nINFO next\n',
    )
    await settled(collector, logs, 4)
    expect(logs.records).toMatchObject([
      { seq: 1, level: 'error', release: 'order/test#1', instance: name, traceId: '5b8aa5a2d2c872e8321cf37308d69df2', stream: 'stdout' },
      { seq: 4, level: 'info', text: 'INFO next', traceId: null },
    ])
    expect(logs.records[0]?.text.split('\n')).toHaveLength(3)
  })

  it('joins an entry whose lines come in different chunks', async () => {
    const { output, logs, collector } = createWorld()
    output.setChunkBytes(5)
    collector.follow(instance)
    output.print(name, 'Error: a\n    at b (c.js:1:2)\n    at d (e.js:3:4)\nnext\n', 'stderr')
    await until(async () => (await logs.position(name)).stderrLines === 4)
    expect(textsOf(logs)).toEqual(['Error: a\n    at b (c.js:1:2)\n    at d (e.js:3:4)', 'next'])
  })

  it('stores the last line of an instance that ended without a line feed', async () => {
    const { output, logs, collector } = createWorld()
    collector.follow(instance)
    output.print(name, 'one\ntwo')
    output.end(name)
    await settled(collector, logs, 2)
    expect(textsOf(logs)).toEqual(['one', 'two'])
  })

  it('shows lines before they are stored, with growing numbers, and says which continue', async () => {
    const { output, logs, feed, collector } = createWorld()
    const release = logs.hold()
    const seen = view(feed)
    collector.follow(instance)
    output.print(name, 'Error: a\n    at b (c.js:1:2)\nnext\n')
    await until(() => seen.length === 3)
    expect(logs.records).toEqual([])
    expect(seen.map(({ seq, continues }) => [seq, continues])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ])
    release()
    await settled(collector, logs, 3)
    expect(feed.recent(name)).toEqual([])
  })

  it('has one reader for each instance, whatever is asked and whoever watches', async () => {
    const { output, feed, collector } = createWorld()
    const seen = [view(feed), view(feed)]
    collector.follow(instance)
    collector.follow(instance)
    output.print(name, 'one\n')
    await until(() => seen.every(({ length }) => length === 1))
    expect(output.readers()).toBe(1)
  })

  it('continues after a restart without loss or duplicates', async () => {
    const output = createScriptedOutput()
    const logs = createMemoryLogs()
    let printed = 0
    for (let round = 0; round < 5; round += 1) {
      const { collector } = createWorld(output, logs)
      collector.follow(instance)
      output.print(name, `${print(numbered(printed + 1, printed + 100))}half a `)
      if (round % 2 === 0) await until(() => logs.records.length > 0)
      await collector.close()
      output.print(name, `line ${printed + 101}\n`)
      printed += 101
    }
    const { collector } = createWorld(output, logs)
    collector.follow(instance)
    await settled(collector, logs, printed)
    expect(textsOf(logs).map((text) => text.replace('half a ', ''))).toEqual(numbered(1, printed))
    expect(logs.records.map(({ seq }) => seq)).toEqual(Array.from({ length: printed }, (_, index) => index + 1))
  })

  it('goes on with an instance that is started again under its name', async () => {
    const { output, logs, collector } = createWorld()
    collector.follow(instance)
    output.print(name, 'one\n')
    output.end(name)
    await settled(collector, logs, 1)
    await until(() => output.readers() === 0)
    collector.follow(instance)
    output.print(name, 'two\n')
    await settled(collector, logs, 2)
    expect(textsOf(logs)).toEqual(['one', 'two'])
  })
})

describe('a log store that does not keep up', () => {
  it('loses nothing while it is down, says so, and is fed again', async () => {
    const { output, logs, collector } = createWorld()
    logs.refuse(null)
    collector.follow(instance)
    output.print(name, print(numbered(1, 10)))
    await settled(collector, logs, 10)
    logs.refuse('disk full')
    output.print(name, print(numbered(11, 20)))
    await until(() => collector.facts().length > 0)
    expect(collector.facts()[0]).toMatchObject({ code: 'collect.store_failing', params: { reason: 'disk full' } })
    expect((await createMemoryLogs().position(name)).stdoutLines).toBe(0)
    logs.refuse(null)
    await settled(collector, logs, 20)
    expect(textsOf(logs)).toEqual(numbered(1, 20))
    expect(collector.facts()).toEqual([])
  })

  it('gets nothing twice when it stored and its answer was lost', async () => {
    const { output, logs, collector } = createWorld()
    logs.loseNextAnswer()
    collector.follow(instance)
    output.print(name, print(numbered(1, 10)))
    await settled(collector, logs, 10)
    expect(textsOf(logs)).toEqual(numbered(1, 10))
  })

  it('makes the reader wait where nobody watches, and holds a bounded part in memory', async () => {
    const { output, logs, collector } = createWorld()
    const release = logs.hold()
    collector.follow(instance)
    output.print(name, print(numbered(1, 100_000)))
    await until(() => collector.waiting() >= 20_000)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(collector.waiting()).toBeLessThan(30_000)
    release()
    await settled(collector, logs, 100_000)
    expect(textsOf(logs)).toEqual(numbered(1, 100_000))
    expect(output.stored(name)?.stdout).toBeGreaterThan(1024 * 1024)
  })

  it('does not delay a viewer; what ran ahead is stored afterwards, once and in order', async () => {
    const { output, logs, feed, collector } = createWorld()
    const release = logs.hold()
    const seen = view(feed)
    collector.follow(instance)
    output.print(name, print(numbered(1, 100_000)))
    await until(() => seen.length === 100_000)
    expect(collector.facts()).toEqual([{ code: 'collect.behind', params: { instance: name } }])
    release()
    output.print(name, print(numbered(100_001, 150_000)))
    await settled(collector, logs, 150_000)
    await until(() => seen.length === 150_000)
    expect(textsOf(logs)).toEqual(numbered(1, 150_000))
    expect(seen.map(({ text }) => text)).toEqual(numbered(1, 150_000))
    await until(() => output.readers() === 1)
    expect(collector.facts()).toEqual([])
  })
})
