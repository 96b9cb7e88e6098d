import { describe, expect, test } from 'vitest'
import type { LogLine } from '#contract/socket.ts'
import { comeBack, emptyLive, follow, type LiveState, lose, pause, receive, rowCap } from '../../client/pages/live/live-rows.ts'

const line = (seq: number, instance = 'order-test-r1-1'): LogLine => ({
  instance,
  seq,
  at: 1000 + seq,
  stream: 'stdout',
  level: 'info',
  text: `line ${seq}`,
  cutBytes: 0,
  traceId: null,
  continues: false,
})
const batch = (seqs: number[], more: { skipped?: number; backfill?: boolean; instance?: string } = {}) => ({
  lines: seqs.map((seq) => line(seq, more.instance)),
  skipped: more.skipped ?? 0,
  backfill: more.backfill ?? false,
  notes: [],
})
const shape = (state: LiveState): string[] =>
  state.rows.map((row) => {
    if (row.kind === 'line') return String(row.line.seq)
    if (row.kind === 'skipped') return `skipped ${row.count}`
    if (row.kind === 'reconnected') return `back ${row.backfilled}/${row.count}`
    return row.kind === 'release' ? `release ${row.number}` : row.kind
  })

describe('live rows', () => {
  test('put a mark between history and what is new', () => {
    const state = [batch([1, 2], { backfill: true }), batch([3])].reduce((before, arrival) => receive(before, arrival, false), emptyLive)
    expect(shape(state)).toEqual(['1', '2', 'live', '3'])
  })

  test('leave out lines that come a second time', () => {
    const state = [batch([1, 2], { backfill: true }), batch([2, 3])].reduce((before, arrival) => receive(before, arrival, false), emptyLive)
    expect(shape(state)).toEqual(['1', '2', 'live', '3'])
  })

  test('say exactly how many lines were skipped, where they were', () => {
    const state = [batch([1]), batch([9], { skipped: 7 })].reduce((before, arrival) => receive(before, arrival, false), emptyLive)
    expect(shape(state)).toEqual(['1', 'skipped 7', '9'])
  })

  test.each([
    [false, 'back 2/2'],
    [true, 'back 2/null'],
  ])('after a reconnect say what was filled and what is missing (filtered: %s)', (filtered, mark) => {
    let state = receive(emptyLive, batch([1, 2]), filtered)
    state = comeBack(lose(state, 5000), 9000)
    expect(shape(receive(state, batch([5, 6], { backfill: true }), filtered))).toEqual(['1', '2', mark, '5', '6'])
  })

  test('count a backfill that comes in several batches once, at its marker', () => {
    let state = comeBack(lose(receive(emptyLive, batch([1]), false), 5000), 9000)
    for (const seqs of [[2, 3], [6], [7]]) state = receive(state, batch(seqs, { backfill: seqs[0] !== 7 }), false)
    expect(shape(state)).toEqual(['1', 'back 3/2', '2', '3', '6', '7'])
  })

  test('mark the first line of a newer release of the same service only', () => {
    const arrivals = [batch([1]), batch([1], { instance: 'dict-test-r9-1' }), batch([1], { instance: 'order-test-r2-1' }), batch([2])]
    expect(shape(arrivals.reduce((before, arrival) => receive(before, arrival, false), emptyLive))).toEqual([
      '1',
      '1',
      'release 2',
      '1',
      '2',
    ])
  })

  test('hold new lines while paused and add them when following again', () => {
    const paused = receive(pause(receive(emptyLive, batch([1]), false)), batch([2, 3]), false)
    expect(shape(paused)).toEqual(['1'])
    expect(paused.waiting).toHaveLength(2)
    expect(shape(follow(paused))).toEqual(['1', '2', '3'])
  })

  test('never keep more rows than the cap, and count those that left', () => {
    const many = Array.from({ length: rowCap + 5 }, (_, index) => index + 1)
    const state = receive(emptyLive, batch(many), false)
    expect(state.rows).toHaveLength(rowCap)
    expect(state.trimmed).toBe(5)
  })
})
