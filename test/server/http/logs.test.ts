import { expect, test } from 'vitest'
import { routes } from '../../../server/contract/routes.ts'
import { logHandlers } from '../../../server/http/logs.ts'
import { openLogs } from '../../support/embedded-logs.ts'
import { makeRecord } from '../../support/log-records.ts'

const ask = async (logs: Parameters<typeof logHandlers>[0]['logs'], query: Record<string, string>) =>
  logHandlers({ logs }).logs({
    params: undefined,
    query: routes.logs.query.parse(query),
    body: undefined,
    idempotencyKey: null,
    signal: new AbortController().signal,
  })

test('answers with what the contract promises, newest first, with the total and a cursor', async () => {
  await using logs = await openLogs()
  await logs.store([makeRecord({ text: 'first 支付', at: 1000 }), makeRecord({ text: 'second 支付', at: 2000 }), makeRecord()], [])
  const page = await ask(logs, { q: '支付', limit: '1' })
  expect(routes.logs.answer.parse(page)).toMatchObject({ items: [{ text: 'second 支付' }], total: 2, totalIsExact: true })
  expect((await ask(logs, { q: '支付', after: page.next ?? '' })).items.map((record) => record.text)).toEqual(['first 支付'])
})

test('says that a time range is upside down', async () => {
  await using logs = await openLogs()
  await expect(ask(logs, { from: '2000', to: '1000' })).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringContaining('"from"'),
  })
})
