import type { NewLogRecord } from '../../server/backends/logs/port.ts'

export const makeRecord = (values: Partial<NewLogRecord> = {}): NewLogRecord => ({
  seq: null,
  at: 1_000_000,
  level: 'info',
  service: 'order',
  environment: 'test',
  instance: 'order-test-r1-1',
  release: 'order/test#1',
  stream: 'stdout',
  text: 'order placed',
  cutBytes: 0,
  traceId: null,
  ...values,
})
