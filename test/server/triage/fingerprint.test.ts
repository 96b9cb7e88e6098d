import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../../server/triage/group/fingerprint.ts'
import { logMessage } from '../../../server/triage/group/log-message.ts'
import { messageTemplate } from '../../../server/triage/group/message-template.ts'
import { parseStack } from '../../../server/triage/stack/parse.ts'

const of = (text: string, service = 'staff') => {
  const parsed = parseStack(text)
  return fingerprint({
    service,
    language: parsed?.language ?? null,
    stack: parsed?.stack ?? null,
    kind: 'ERROR',
    message: text,
    operation: '',
  })
}

const node = ({ number = 11, line = 20, message = "Cannot read properties of null (reading 'id')", caller = 'list' } = {}) =>
  `TypeError: ${message}\n    at Mapper.toDto (/d/artifacts/staff/prod/${number}/src/mapper.js:${line}:9)\n    at ${caller} (/d/artifacts/staff/prod/${number}/src/facade.js:1:1)`

const java = (name: string, message = 'x') =>
  `com.acme.StaffException: ${message}\n\tat com.acme.Staff.${name}(Staff.java:3)\n\tat java.lang.Thread.run(Thread.java:1)`

describe('a fingerprint', () => {
  it.each([
    ['another release and line of the same place', node(), node({ number: 12, line: 99 }), true],
    ['another value in the message', node({ message: 'staff 17 is gone' }), node({ message: 'staff 18 is gone' }), true],
    ['another message of a generic class', node({ message: 'staff is gone' }), node({ message: 'no department' }), false],
    ['another message of a class of its own', java('find', 'a'), java('find', 'b'), true],
    ['another caller', node(), node({ caller: 'find' }), false],
    ['another lambda number of one method', java('lambda$list$3'), java('lambda$list$7'), true],
    ['a lambda of another method', java('lambda$list$3'), java('lambda$find$3'), false],
    ['log text with other ids', 'order 4711 of 员工E1024 not found', 'order 12 of 员工E7 not found', true],
    ['log text with other words', 'order not found', 'staff not found', false],
  ])('%s', (_, a, b, same) => {
    expect(of(a).key === of(b).key).toBe(same)
  })

  it('keeps services apart', () => {
    expect(of(node(), 'staff').key).not.toBe(of(node(), 'order').key)
  })

  it('says what it is, where it is and why', () => {
    expect(of(node())).toMatchObject({
      type: 'TypeError',
      place: 'Mapper.toDto',
      grouping: [{ code: 'grouping.frames', params: { count: 2 } }, { code: 'grouping.split_by_message' }],
    })
  })
})

describe('a message template', () => {
  it.each([
    ['GET https://a.b/c?d=1 failed after 350ms', 'GET <url> failed after <n>'],
    ['用户 小王 的订单 20261124001 不存在', '用户 小王 的订单 <n> 不存在'],
    ['员工E1024不存在', '员工<n>不存在'],
    ['trace 0123456789abcdef0123456789abcdef.62.17323456789010001', 'trace <id>'],
    ['id 6f9619ff-8b86-d011-b42d-00c04fc964ff at 2026-11-24T10:00:00.123Z', 'id <id> at <time>'],
    ['connect ECONNREFUSED 127.0.0.1:8080', 'connect ECONNREFUSED <host>'],
    ['Duplicate entry \'a@b.cn\' for key "uk"', 'Duplicate entry <value> for key <value>'],
    ["Cannot read properties of null (reading 'trim')", "Cannot read properties of null (reading 'trim')"],
    ['Cannot invoke "Department.getName()" for "Wang"', 'Cannot invoke "Department.getName()" for <value>'],
    ['commit deadbeef1 and face', 'commit <id> and face'],
  ])('%s', (message, template) => {
    expect(messageTemplate(message)).toBe(template)
  })

  it('takes a bounded time for any text', () => {
    const before = performance.now()
    for (const piece of ['a', '1', "'", '[', 'a.', '0x', '-', 'a@', 'http://']) messageTemplate(piece.repeat(100_000))
    expect(performance.now() - before).toBeLessThan(1000)
  })
})

describe('the words of a log entry', () => {
  it.each([
    ['2026-11-24 02:41:52.861 ERROR [TID:abc] [http] GET /staff failed\n    at x', 'GET /staff failed'],
    ['[ERROR] - boom', 'boom'],
    ['ERROR', 'ERROR'],
    ['plain words', 'plain words'],
  ])('%s', (text, words) => {
    expect(logMessage(text)).toBe(words)
  })
})
