import { describe, expect, test } from 'vitest'
import { markTerms } from '../../client/components/mark-terms.ts'
import { headOf, rangeOf, releaseAddress, termsOf } from '../../client/pages/logs/logs-model.ts'

describe('the words of a query', () => {
  test.each([
    ['', []],
    ['timeout', ['timeout']],
    ['a "two words" b', ['a', 'two words', 'b']],
    ['x AND y OR z', ['x', 'y', 'z']],
    ['部门 为空', ['部门', '为空']],
  ])('%j', (query, terms) => expect(termsOf(query)).toEqual(terms))
})

describe('marks', () => {
  const show = (text: string, terms: string[]) =>
    markTerms(text, terms)
      .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
      .join('')
  test.each([
    ['no match', ['x'], 'no match'],
    ['Null and null', ['null'], '[Null] and [null]'],
    ['a.b', ['.'], 'a[.]b'],
    ['department', ['part', 'department'], '[department]'],
    ['<b>', ['b'], '<[b]>'],
    ['', ['a'], ''],
  ])('in %j of %j', (text, terms, shown) => expect(show(text, terms)).toBe(shown))
})

test.each([
  [{ span: '1h' as const }, { from: 6_400_000, to: undefined }],
  [
    { span: '1h' as const, from: 5, to: 9 },
    { from: 5, to: 9 },
  ],
  [{}, { from: undefined, to: undefined }],
])('the range of %j', (search, range) => expect(rangeOf(search, 10_000_000)).toEqual(range))

test.each([
  ['one', { head: 'one', more: 0 }],
  ['one\ntwo\nthree', { head: 'one', more: 2 }],
])('the head of %j', (text, head) => expect(headOf(text)).toEqual(head))

test.each([
  ['order/prod#42', { service: 'order', environment: 'prod', number: '42' }],
  ['', null],
  ['unknown', null],
])('the address of release %j', (release, address) => expect(releaseAddress(release)).toEqual(address))
