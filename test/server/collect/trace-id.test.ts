import { describe, expect, it } from 'vitest'
import { asLineText } from '../../../server/collect/lines.ts'
import { traceIdOf } from '../../../server/collect/trace-ids.ts'
import { findTraceId, readTraceId, timeOfTraceId } from '../../../server/contract/trace-id.ts'

const java = 'a12e5ec1b3974fd0a7e1a8a2d7d2f0c1.75.17639796000120001'
const hex = '5b8aa5a2d2c872e8321cf37308d69df2'
const now = Date.UTC(2026, 10, 24)

describe('the trace id in a line', () => {
  it.each([
    [`2026-11-24 10:00:00 [TID:${java}] INFO x`, java],
    [`[TID: ${java}] log4j2 has a space`, java],
    [`[TID:${hex}] node`, hex],
    ['[TID:N/A] outside of a trace', null],
    ['TID: N/A', null],
    ['[TID:Ignored_Trace] not reported', null],
    [`[TID:N/A] later TID:${java}`, java],
    [`SW_CTX: [staff-service,staff-service-prod-r1-1,${java},b.1.2,0] x`, java],
    ['SW_CTX:[staff-service,inst,N/A,N/A,-1] x', null],
    [`{"level":30,"TID":"${java}","msg":"x"}`, java],
    [`{"traceId":"${hex}","spanId":"00f067aa0ba902b7"}`, hex],
    [`{"trace_id":"${hex}"}`, hex],
    [`{"trace.id":"${hex}"}`, hex],
    [`{"msg":"{\\"traceId\\":\\"${hex}\\"}"}`, hex],
    [`level=info trace_id=${hex} msg=x`, hex],
    [`traceID=${hex}`, hex],
    [`X-Trace-Id: ${hex}`, hex],
    ['dd.trace_id=1234567890123456789 dd.span_id=1', '1234567890123456789'],
    [`traceparent: 00-${hex}-00f067aa0ba902b7-01`, hex],
    [`INFO [dict-web,${hex},00f067aa0ba902b7] x`, hex],
    [`INFO [dict-web] [${hex}-00f067aa0ba902b7] x`, hex],
    [`no label but ${java}, unmistakable`, java],
    [`an md5 ${hex} without a label`, null],
    ['traceId=00000000000000000000000000000000', null],
    ['traceId=null', null],
    ['tid=140234234234232 is a thread', null],
    ['a line without any', null],
    ['', null],
  ])('%j: %s', (line, id) => {
    expect(findTraceId(line)).toBe(id)
    expect(traceIdOf(asLineText(line))).toBe(id)
  })
})

describe('a pasted text', () => {
  it.each([
    [` ${java}\n`, { id: java, shape: 'skywalking', from: 'id' }],
    [hex, { id: hex, shape: 'hex', from: 'id' }],
    ['1763979600012.7.42', { id: '1763979600012.7.42', shape: 'nginx', from: 'id' }],
    [`[TID:${java}]`, { id: java, shape: 'skywalking', from: 'text' }],
    ['order/prod#42', null],
    ['部门', null],
  ])('%j is read', (text, read) => {
    expect(readTraceId(text)).toEqual(read)
  })
})

describe('the time in a trace id', () => {
  it.each([
    ['Java', java, 1763979600012],
    ['Go, which counts from 1899', `a12e5ec1b3974fd0a7e1a8a2d7d2f0c1.75.${1763979600012 - Date.UTC(1899, 10, 30)}0001`, 1763979600012],
    ['nginx', '1763979600012.7.42', 1763979600012],
    ['Python, a counter', 'a12e5ec1b3974fd0a7e1a8a2d7d2f0c1.75.00000000420000001', null],
    ['Node', hex, null],
  ])('%s', (_agent, id, at) => {
    expect(timeOfTraceId(id, now)).toBe(at)
  })
})
