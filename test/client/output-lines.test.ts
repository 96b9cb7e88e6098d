import { describe, expect, test } from 'vitest'
import type { OutputLine } from '#contract/deployment.ts'
import { addLines, buildOutputRows, emptyOutput, findRows, outputText } from '../../client/pages/deployment/output-lines.ts'

const line = (no: number, text = `line ${no}`): OutputLine => ({ no, at: no * 10, source: 'build', text })
const numbers = (lines: readonly OutputLine[]) => lines.map(({ no }) => no)

describe('the output of a deployment', () => {
  test.each([
    ['in order', [[1, 2], [3]], [1, 2, 3]],
    [
      'twice',
      [
        [1, 2],
        [2, 3],
      ],
      [1, 2, 3],
    ],
    [
      'the socket before the request',
      [
        [4, 5],
        [1, 2, 3],
      ],
      [1, 2, 3, 4, 5],
    ],
    ['nothing', [[]], []],
  ])('is complete when lines come %s', (_, arrivals, expected) => {
    const output = arrivals.reduce(
      (before, nos) =>
        addLines(
          before,
          nos.map((no) => line(no)),
          5,
          0,
        ),
      emptyOutput,
    )
    expect(numbers(output.lines)).toEqual(expected)
  })

  test('shows where numbers are missing and when the traffic switched', () => {
    const output = addLines(emptyOutput, [line(1), line(2), line(5)], 5, 0)
    expect(buildOutputRows(output, 15).map((row) => (row.kind === 'line' ? row.line.no : row.kind))).toEqual([
      1,
      'switched',
      2,
      'missing',
      5,
    ])
    expect(buildOutputRows(output, 999).at(-1)?.kind).toBe('switched')
  })

  test('is searched without regard to case', () => {
    const rows = buildOutputRows(addLines(emptyOutput, [line(1, 'BUILD success'), line(2, 'x')], 2, 0), null)
    expect(findRows(rows, 'Success')).toEqual([0])
    expect(findRows(rows, '')).toEqual([])
  })

  test('is downloaded without escape sequences', () => {
    expect(outputText(addLines(emptyOutput, [line(1, '\u001b[31mred\u001b[0m')], 1, 0))).toBe('1970-01-01T00:00:00.010Z build red\n')
  })
})
