import { describe, expect, it } from 'vitest'
import { asLineText } from '../../../server/collect/lines.ts'
import { readTime } from '../../../server/collect/time.ts'

const now = Date.UTC(2026, 10, 24, 12, 0, 0)
const utc = Date.UTC(2026, 10, 24, 10, 15, 0, 123)
const local = new Date(2026, 10, 24, 10, 15, 0, 123).getTime()

describe('the time a line says', () => {
  it.each([
    ['2026-11-24T10:15:00.123Z x', utc],
    ['2026-11-24T18:15:00.123+08:00 x', utc],
    ['2026-11-24T18:15:00.123456789+0800 x', utc],
    ['[2026-11-24T10:15:00.123Z] x', utc],
    ['2026-11-24 10:15:00,123 x', local],
    ['2026-11-24 10:15:00.123  INFO', local],
    ['2026/11/24 10:15:00 [error]', local - 123],
    [`{"level":30,"time":${utc},"msg":"x"}`, utc],
    ['{"timestamp":"2026-11-24T10:15:00.123Z"}', utc],
    [`{"ts":${utc / 1000}}`, utc],
  ])('in %j is read', (line, at) => {
    expect(readTime(asLineText(line), now)).toBe(at)
  })

  it.each([
    ['10:15:00.123 [main] INFO no date', 'no date'],
    ['24.11.2026 10:15:00 x', 'an ambiguous date'],
    ['2026-11-24 10:15 x', 'no seconds'],
    ['2026-13-24 10:15:00 x', 'no such month'],
    ['message of 2026-11-24T10:15:00Z', 'not at the beginning'],
    ['2026-11-24T12:02:00Z x', 'two minutes in the future'],
    ['1999-01-01T00:00:00Z x', 'before there was a console'],
    ['{"time":12}', 'a counter'],
    ['', 'nothing'],
  ])('in %j is not: %s', (line) => {
    expect(readTime(asLineText(line), now)).toBeNull()
  })

  it('may be a moment ahead of our clock', () => {
    expect(readTime(asLineText('2026-11-24T12:00:30Z x'), now)).toBe(now + 30_000)
  })
})
