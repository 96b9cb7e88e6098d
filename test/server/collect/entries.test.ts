import { describe, expect, it } from 'vitest'
import { createEntryJoiner, type Entry, maxEntryLines } from '../../../server/collect/entries.ts'
import { guessLevel } from '../../../server/collect/levels.ts'
import { asLineText } from '../../../server/collect/lines.ts'
import { makeLine } from '../../support/live-world.ts'

const join = (texts: readonly string[]): Entry[] => {
  const joiner = createEntryJoiner()
  const entries: Entry[] = []
  texts.forEach((text, index) => {
    const level = guessLevel(asLineText(text), 'stderr')
    joiner.push(makeLine({ seq: index + 1, at: index, level, text }), index + 1, entries)
  })
  joiner.flush(entries)
  return entries
}
const lengths = (texts: readonly string[]) => join(texts).map(({ text }) => text.split('\n').length)

describe('entries of several lines', () => {
  it.each([
    [
      'Java',
      [
        '10:00:00 [main] ERROR x - failed',
        'java.lang.IllegalStateException: a',
        '\tat a.B.c(B.java:1)',
        'Caused by: java.lang.NullPointerException',
        '\tat d.E.f(E.java:2)',
        '\t... 12 more',
        '10:00:01 INFO next',
      ],
      [6, 1],
    ],
    [
      'SkyWalking, without tabs',
      ['ERROR x', 'java.lang.IllegalStateException: a', 'at a.B.c(B.java:1)', 'at a.B.d(B.java:2)', 'INFO next'],
      [4, 1],
    ],
    ['Node', ['TypeError: x', '    at a (file:///a.js:1:2)', '    at b (file:///b.js:1:2)', 'next'], [3, 1]],
    ['Node with a cause', ['Error: x', '    at a (a.js:1:2) {', '  [cause]: Error: y', '      at b (b.js:1:2)', '}', 'next'], [5, 1]],
    [
      'Python',
      [
        'ERROR:root:x',
        'Traceback (most recent call last):',
        '  File "a.py", line 1, in f',
        'ValueError: y',
        '',
        'During handling of the above exception, another exception occurred:',
        '',
        'Traceback (most recent call last):',
        '  File "b.py", line 1',
        'KeyError: z',
        'INFO:root:next',
      ],
      [10, 1],
    ],
    ['blank lines in a stack', ['Error: x', '    at a (a.js:1:2)', '', '    at b (b.js:1:2)', 'next'], [4, 1]],
    ['pretty JSON', ['INFO got', '  {', '    "a": 1', '  }', 'INFO next'], [4, 1]],
    ['an object', ['{', '  a: 1', '}', 'next'], [3, 1]],
    ['separate lines', ['INFO a', 'INFO b', 'plain', 'attached to nothing', 'Caused a problem'], [1, 1, 1, 1, 1]],
    ['separate blank lines', ['INFO a', '', 'INFO b'], [1, 1, 1]],
  ])('of %s', (_what, texts, expected) => {
    expect(lengths(texts)).toEqual(expected)
  })

  it('have the level and the time of their first line', () => {
    const [entry] = join(['10:00:00 [main] WARN x', '\tat ERROR'])
    expect(entry).toMatchObject({ level: 'warn', at: 0, seq: 1, lastLine: 2, end: 2 })
  })

  it('that say no level but carry frames are errors', () => {
    expect(join(['Something odd happened', '    at a (a.js:1:2)'])[0]?.level).toBe('error')
  })

  it('that are endless are divided, and nothing is lost', () => {
    const texts = ['Error: x', ...Array.from({ length: 2 * maxEntryLines }, (_, index) => `    at f${index} (a.js:1:2)`)]
    const entries = join(texts)
    expect(entries.map(({ level }) => level)).toEqual(['error', 'error', 'error'])
    expect(entries.map(({ text }) => text).join('\n')).toBe(texts.join('\n'))
  })
})
