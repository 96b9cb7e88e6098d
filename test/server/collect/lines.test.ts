import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineSplitter, maxLineBytes, type RawLine } from '../../../server/collect/lines.ts'

const start = { offset: 0, lines: 0 }

/** Splits text that arrives in chunks of these sizes, the last size again and again. */
const split = (bytes: Buffer, sizes: readonly number[]): RawLine[] => {
  const splitter = createLineSplitter(start)
  const lines: RawLine[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[Math.min(turn, sizes.length - 1)] ?? 1
    lines.push(...splitter.push(bytes.subarray(at, at + size), at))
    at += size
  }
  return [...lines, ...splitter.finish()]
}

const said = ({ no, text, cutBytes, end }: RawLine) => ({ no, text, cutBytes, end })

describe('lines of output', () => {
  it('are the same however the bytes are cut into chunks', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '部', '😀', '\n', '\r\n', '\t', '\u001b[31m', '</script>'), maxLength: 60 })
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (printed, sizes) => {
        const bytes = Buffer.from(printed)
        expect(split(bytes, sizes).map(said)).toEqual(split(bytes, [bytes.length + 1]).map(said))
      }),
    )
  })

  it('are numbered from the position on, and end where their line feed ends', () => {
    const splitter = createLineSplitter({ offset: 100, lines: 7 })
    expect(splitter.push(Buffer.from('öne\ntwo\nthr'), 100).map(said)).toEqual([
      { no: 8, text: 'öne', cutBytes: 0, end: 105 },
      { no: 9, text: 'two', cutBytes: 0, end: 109 },
    ])
    expect(splitter.push(Buffer.from('ee\n'), 112).map(said)).toEqual([{ no: 10, text: 'three', cutBytes: 0, end: 115 }])
  })

  it('are not repeated when bytes before the position come again', () => {
    const splitter = createLineSplitter(start)
    splitter.push(Buffer.from('one\ntw'), 0)
    expect(splitter.push(Buffer.from('one\ntwo\n'), 0).map(({ text }) => text)).toEqual(['two'])
  })

  it.each([
    ['carriage return before the line feed', 'a\r\nb\r\n', ['a', 'b']],
    ['carriage return in the middle', '10%\r20%\n', ['10%\r20%']],
    ['blank lines', '\n\na\n', ['', '', 'a']],
    ['a byte 0', 'a\0b\n', ['a\u2400b']],
    ['ANSI and markup', '\u001b[31mred\u001b[0m</script>\n', ['\u001b[31mred\u001b[0m</script>']],
    ['an end without a line feed', 'a\nb', ['a', 'b']],
  ])('keep %s', (_what, printed, texts) => {
    expect(split(Buffer.from(printed), [3]).map(({ text }) => text)).toEqual(texts)
    expect(split(Buffer.from(printed), [1000]).map(({ text }) => text)).toEqual(texts)
  })

  it('show invalid UTF-8 as U+FFFD and lose nothing around it', () => {
    const binary = Buffer.from([0x61, 0xff, 0xfe, 0x62, 0x0a, 0xc3, 0x0a])
    expect(split(binary, [2]).map(({ text }) => text)).toEqual(['a\ufffd\ufffdb', '\ufffd'])
  })

  it.each([1000, 64 * 1024, 20 * 1024 * 1024])(
    'of 10 MB are cut at the cap with the rest counted exactly, in chunks of %i bytes',
    (size) => {
      const long = 10 * 1024 * 1024
      const lines = split(Buffer.from(`before\n${'x'.repeat(long)}\r\nafter\n`), [size])
      expect(lines.map(({ text }) => text.length)).toEqual([6, maxLineBytes, 5])
      expect(lines.map(({ cutBytes }) => cutBytes)).toEqual([0, long - maxLineBytes, 0])
    },
  )

  it('are never cut through a character', () => {
    const [line] = split(Buffer.from(`x${'部'.repeat(100_000)}\n`), [7777])
    expect(line?.text).not.toContain('\ufffd')
    expect(Buffer.byteLength(line?.text ?? '') + (line?.cutBytes ?? 0)).toBe(300_001)
  })
})
