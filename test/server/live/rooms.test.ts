import { describe, expect, it } from 'vitest'
import type { OutputLine } from '../../../server/contract/deployment.ts'
import { mostUnderWay } from '../../../server/live/viewer.ts'
import { createLiveWorld, makeLine, openView } from '../../support/live-world.ts'
import { makeRecord } from '../../support/log-records.ts'
import { until } from '../../support/until.ts'

const instance = 'order-test-r1-1'
const long = 'x'.repeat(1000)
const outputLine = (no: number): OutputLine => ({ no, at: 1, source: 'build', text: `step ${no}` })

describe('live output in a browser', () => {
  it('shows history, then new lines, and ends when it is closed', async () => {
    await using world = await createLiveWorld()
    await world.logs.store([makeRecord({ seq: 1, text: 'stored', instance })], [])
    const browser = await world.open()
    const view = await openView(browser)
    await until(view.isFollowing)
    world.feed.publish(instance, [makeLine({ seq: 2, text: 'new </script>\u001b[31m' })])
    await until(() => view.lines.length === 2)
    expect(view.lines.map(({ text }) => text)).toEqual(['stored', 'new </script>\u001b[31m'])
    expect(await browser.emitWithAck('live:close', { stream: view.stream })).toEqual({ ok: true, value: null })
    await until(() => !world.feed.isTaken(instance))
  })

  it('tells a stalled viewer exactly how many lines it missed, and does not hold up the others', async () => {
    await using world = await createLiveWorld()
    const slow = await openView(await world.open())
    const quick = await openView(await world.open())
    await until(() => slow.isFollowing() && quick.isFollowing())
    const release = slow.stall()
    const total = 20_000
    for (let seq = 1; seq <= total; seq += 100) {
      world.feed.publish(
        instance,
        Array.from({ length: 100 }, (_, index) => makeLine({ seq: seq + index, text: long })),
      )
      await until(() => quick.lines.length === seq + 99)
    }
    expect(slow.lines.length).toBeLessThan(3000)
    release()
    await until(() => slow.lines.length + slow.skipped() === total)
    world.feed.publish(instance, [makeLine({ seq: total + 1, text: 'after' })])
    await until(() => slow.lines.at(-1)?.text === 'after')

    expect(quick.skipped()).toBe(0)
    expect(slow.skipped()).toBeGreaterThan(0)
    expect(slow.lines.length + slow.skipped()).toBe(total + 1)
    // Each gap in the numbers is where it was announced, and as large.
    let expected = 1
    for (const { lines, skipped } of slow.batches) {
      expected += skipped
      if (lines.count > 0) expect(lines.runs[0]?.[2]).toBe(expected)
      expected += lines.count
    }
  })

  it('sends no batch above its size in bytes, and not more than a few unacknowledged', async () => {
    await using world = await createLiveWorld()
    const view = await openView(await world.open())
    await until(view.isFollowing)
    const before = view.batches.length
    const release = view.stall()
    world.feed.publish(
      instance,
      Array.from({ length: 900 }, (_, index) => makeLine({ seq: index + 1, text: '部'.repeat(400) })),
    )
    await until(() => view.batches.length === before + mostUnderWay)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(view.batches.length).toBe(before + mostUnderWay)
    release()
    await until(() => view.lines.length === 900)
    for (const { lines } of view.batches) expect(lines.text.byteLength).toBeLessThanOrEqual(64 * 1024)
  })

  it('is whole again after the browser was offline in the middle', async () => {
    await using world = await createLiveWorld()
    const first = await world.open()
    const before = await openView(first)
    await until(before.isFollowing)
    const print = async (seq: number) => {
      world.feed.publish(instance, [makeLine({ seq })])
      await world.logs.store([makeRecord({ seq, at: 1_000_000 + seq, text: `line ${seq}`, instance })], [])
      world.feed.release(instance, (line) => line.seq <= seq)
    }
    await print(1)
    await until(() => before.lines.length === 1)
    first.disconnect()
    await until(() => !world.feed.isTaken(instance))
    await print(2)
    const after = await openView(await world.open())
    await until(after.isFollowing)
    await print(3)
    await until(() => after.lines.length === 3)
    expect(after.lines.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  it('ends every stream of a browser that goes', async () => {
    await using world = await createLiveWorld()
    const browser = await world.open()
    for (let count = 0; count < 5; count += 1) await openView(browser)
    expect(world.feed.isTaken(instance)).toBe(true)
    browser.disconnect()
    await until(() => !world.feed.isTaken(instance))
  })
})

describe('messages of a browser', () => {
  it('are refused beyond 20 streams', async () => {
    await using world = await createLiveWorld()
    const browser = await world.open()
    const ask = (stream: string) => browser.emitWithAck('live:open', { stream, instances: [instance], backfill: 0, filter: '' })
    for (let count = 0; count < 20; count += 1) expect((await ask(`s${count}`)).ok).toBe(true)
    expect(await ask('one-too-many')).toMatchObject({ ok: false, code: 'too_many_requests' })
  })

  it.each([
    ['no instance', { stream: 's', instances: [], backfill: 0, filter: '' }, /instances/],
    [
      '51 instances',
      { stream: 's', instances: Array.from({ length: 51 }, (_, index) => `a-test-r1-${index}`), backfill: 0, filter: '' },
      /instances/,
    ],
    ['a negative history', { stream: 's', instances: [instance], backfill: -1, filter: '' }, /backfill/],
    ['an object as filter', { stream: 's', instances: [instance], backfill: 0, filter: { a: 1 } }, /filter/],
    ['an odd name', { stream: '../x', instances: [instance], backfill: 0, filter: '' }, /stream/],
    ['nothing', undefined, /live:open/],
  ])('with %s are refused by name', async (_what, ask, message) => {
    await using world = await createLiveWorld()
    const browser = await world.open()
    const answer = await browser.emitWithAck('live:open', ask as never)
    expect(answer).toMatchObject({ ok: false, code: 'bad_request', message: expect.stringMatching(message) })
  })

  it('of an unknown kind are refused, also those with names of Object', async () => {
    await using world = await createLiveWorld()
    const browser = await world.open()
    for (const event of ['shell', 'constructor', '__proto__']) {
      expect(await browser.emitWithAck(event as 'live:open', {} as never)).toMatchObject({ ok: false, code: 'not_found' })
    }
  })

  it('are refused where the rule of the event does not allow them', async () => {
    await using world = await createLiveWorld({ allows: (rule) => rule !== 'reader' })
    const browser = await world.open()
    const answer = await browser.emitWithAck('live:open', { stream: 's', instances: [instance], backfill: 0, filter: '' })
    expect(answer).toMatchObject({ ok: false, code: 'not_found' })
    expect(world.feed.isTaken(instance)).toBe(false)
  })

  it('are refused above 50 a second, and a flood is cut off', async () => {
    await using world = await createLiveWorld()
    const browser = await world.open()
    const answers = await Promise.all(Array.from({ length: 60 }, () => browser.emitWithAck('live:close', { stream: 'x' })))
    expect(answers.filter(({ ok }) => !ok)).toHaveLength(10)
    for (let count = 0; count < 600; count += 1) browser.emit('live:close', { stream: 'x' }, () => {})
    await until(() => browser.disconnected)
  })

  it('above 64 KB end the connection', async () => {
    await using world = await createLiveWorld()
    const browser = await world.open()
    browser.emit('live:close', { stream: 'x'.repeat(70_000) }, () => {})
    await until(() => browser.disconnected)
  })
})

describe('the output of a deployment', () => {
  it('comes from the line asked for on, whole and once, while it grows', async () => {
    const kept = Array.from({ length: 10 }, (_, index) => outputLine(index + 1))
    await using world = await createLiveWorld({
      deploymentOutput: async (id, after) => (id === 'd1' ? { lines: kept.slice(after, after + 4), total: kept.length, skipped: 0 } : null),
    })
    const browser = await world.open()
    const seen: number[] = []
    browser.on('deployment:output', ({ id, lines }) => {
      expect(id).toBe('d1')
      seen.push(...lines.map(({ no }) => no))
    })
    expect(await browser.emitWithAck('deployment:watch', { id: 'd1', afterLine: 2 })).toEqual({ ok: true, value: null })
    await until(() => seen.length === 8)
    for (let no = 11; no <= 30; no += 1) {
      kept.push(outputLine(no))
      world.rooms.announce({ event: 'deployment:output', payload: { id: 'd1', lines: [outputLine(no)], total: no, skipped: 0 } })
    }
    await until(() => seen.length === 28)
    expect(seen).toEqual(Array.from({ length: 28 }, (_, index) => index + 3))

    await browser.emitWithAck('deployment:leave', { id: 'd1' })
    kept.push(outputLine(31))
    world.rooms.announce({ event: 'deployment:output', payload: { id: 'd1', lines: [], total: 31, skipped: 0 } })
    expect(await browser.emitWithAck('deployment:watch', { id: 'none', afterLine: 0 })).toMatchObject({ ok: false, code: 'not_found' })
    expect(seen).toHaveLength(28)
  })

  it('is announced to those who watch; what lists show is announced to all', async () => {
    await using world = await createLiveWorld()
    const [one, two] = [await world.open(), await world.open()]
    const heard: string[] = []
    one.on('board:changed', ({ service }) => heard.push(service))
    two.on('board:changed', ({ service }) => heard.push(service))
    two.on('deployment:output', () => heard.push('output'))
    world.rooms.announce({ event: 'deployment:output', payload: { id: 'd1', lines: [outputLine(1)], total: 1, skipped: 0 } })
    world.rooms.announce({ event: 'board:changed', payload: { service: 'order', environment: 'test' } })
    await until(() => heard.length === 2)
    expect(heard).toEqual(['order', 'order'])
  })
})
