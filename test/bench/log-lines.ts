import type { NewLogRecord } from '../../server/backends/logs/port.ts'

const words =
  'order staff dict query select failed timeout connection reset by peer handled request user cart payment gateway retry success row mapper service cache hit miss'.split(
    ' ',
  )
const chinese = ['支付服务失败', '数据库连接超时', '用户不存在，已跳过']
const levels = ['info', 'info', 'info', 'debug', 'warn', 'error'] as const

/** Spread without a pattern that an index could profit from, and the same in each run. */
const scattered = (index: number, salt: number): number => Math.imul(index + 1, 0x9e3779b1 + salt * 2) >>> 8

export const traceIdOf = (index: number): string =>
  `${scattered(index, 1).toString(16).padStart(8, '0').repeat(4)}.${(index % 90) + 1}.${17_000_000_000_000_000 + index}`

/** Log lines as a service prints them, about 120 bytes, one in six with Chinese, one in three with a trace id. `now` is the time of the last one. */
export const makeLines = (first: number, count: number, now: number): NewLogRecord[] =>
  Array.from({ length: count }, (_, offset) => {
    const index = first + offset
    const instance = (index % 4) + 1
    const said = index % 6 === 0 ? chinese[scattered(index, 9) % chinese.length] : 'done'
    const text = Array.from({ length: 7 }, (_, place) => words[scattered(index, place) % words.length]).join(' ')
    return {
      seq: index + 1,
      at: now - (count - offset),
      level: levels[index % levels.length] ?? 'info',
      service: 'order',
      environment: 'test',
      instance: `order-test-r1-${instance}`,
      release: 'order/test#1',
      stream: 'stdout',
      text: `2026-11-24 10:00:00.123 [http-${index % 50}] c.a.o.OrderService - ${said} ${text} id=${index}`,
      cutBytes: 0,
      traceId: index % 3 === 0 ? traceIdOf(index) : null,
    }
  })

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
