import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createEmbeddedTraces, type EmbeddedTraces } from '../../../server/backends/traces/embedded.ts'
import type { Span } from '../../../server/contract/telemetry.ts'
import { systemClock } from '../../../server/lib/clock.ts'
import { guiltyRelease } from '../../../server/sample/plans/releases.ts'
import { clashing, slow, staffBranches } from '../../../server/sample/plans/staff-branches.ts'
import { type RunningService, runService, type SampleRepositories, sampleRepositories } from '../../support/sample-services.ts'

const signal = AbortSignal.timeout(120_000)
/** Page 7 shows people who wait for a department; page 2 does not. */
const failingPage = '/dict/default/staff?page=7'
const goodPage = '/dict/default/staff?page=2'

let folder: string
let traces: EmbeddedTraces
let repositories: SampleRepositories
let collector: Record<string, string>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'culprit-sample-traces-'))
  const log = pino({ level: 'silent' })
  traces = await createEmbeddedTraces({
    path: join(folder, 'traces.db'),
    grpcPort: 0,
    httpPort: 0,
    host: '127.0.0.1',
    log,
    clock: systemClock,
  })
  collector = { SW_AGENT_COLLECTOR_BACKEND_SERVICES: traces.grpcAddress ?? '' }
  repositories = await sampleRepositories()
})
afterAll(async () => {
  await traces[Symbol.asyncDispose]()
  await repositories[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const run = (service: string, branches: readonly string[], staff?: RunningService): Promise<RunningService> =>
  runService(repositories, service, branches, {
    ...collector,
    ...(staff ? { STAFF_URL: `http://staff-service.test.localhost:${staff.port}` } : {}),
  })

/** The trace of the last request, when segments of this many services have arrived. */
const traceOf = async (service: RunningService, services: number): Promise<{ traceId: string; spans: Span[] }> => {
  const traceId = [...service.output().matchAll(/\[TID:([0-9a-f]{32})\]/g)].at(-1)?.[1] ?? ''
  const trace = await vi.waitUntil(
    async () => {
      const found = await traces.trace(traceId, signal)
      return new Set(found?.spans.map((span) => span.service)).size >= services ? found : null
    },
    { timeout: 15_000, interval: 100 },
  )
  return { traceId, spans: trace?.spans ?? [] }
}

describe('the guilty release', () => {
  test('fails on pages with people who have no department, and only there', async () => {
    await using staff = await run('staff-service', guiltyRelease.branches === 'all' ? [] : guiltyRelease.branches)
    await using web = await run('dict-web', [], staff)
    expect((await web.ask(goodPage)).status).toBe(200)
    expect((await web.ask(failingPage)).status).toBe(500)

    const { traceId, spans } = await traceOf(web, 2)
    const entry = staff
      .output()
      .split(/\n(?=\d{4}-)/)
      .find((text) => text.includes(' ERROR '))
    expect(entry).toContain(`[TID:${traceId}]`)
    expect(entry).toMatch(/TypeError: [^\n]+\n +at StaffMapper\.toDto \(.+staff-mapper\.js:\d+:\d+\)\n +at StaffMapper\.toDtoList \(/)
    expect(web.output()).toContain(`ERROR [TID:${traceId}] [http] GET ${failingPage} failed: staff-service answered 500`)

    const failing = spans.find((span) => span.operation === 'StaffMapper.toDtoList')
    expect(failing).toMatchObject({ failed: true, kind: 'local', instance: 'staff-service-test-r1-1' })
    expect(JSON.stringify(failing?.logs)).toContain('StaffMapper.toDto')
    const query = spans.find((span) => span.operation === 'StaffDao.listStaff')
    expect(query).toMatchObject({ kind: 'exit', layer: 'Database', component: 'SQLite', peer: 'sqlite:staff.db', failed: false })
    expect(query?.tags.find(({ key }) => key === 'db.statement')?.value).toMatch(/^select staff\.\*/)
  })
})

describe('harmless releases', () => {
  test('answer every page, and orders with the names of the best sellers', async () => {
    await using staff = await run('staff-service', ['fix/page-size-limit', 'perf/staff-index'])
    await using web = await run('dict-web', ['feature/dict-titles', 'fix/empty-hint', 'chore/node-24'], staff)
    await using orders = await run('order-service', ['feature/order-months', 'fix/amount-rounding'], staff)
    for (let page = 1; page <= 20; page += 1) expect((await web.ask(`/dict/default/staff?page=${page}`)).status).toBe(200)
    expect((await web.ask('/dict/default/departments')).status).toBe(200)
    expect((await web.ask('/dict/default/titles')).status).toBe(200)
    const summary = await orders.ask('/orders/summary')
    expect(JSON.parse(summary.body).sellers).toHaveLength(3)
    for (const service of [staff, web, orders]) expect((await service.ask('/health')).status).toBe(200)
  })

  test('leave no health check in the traces, and name a route once for all its addresses', async () => {
    await using staff = await run('staff-service', ['fix/null-email'])
    expect((await staff.ask('/health')).status).toBe(200)
    expect((await staff.ask('/staff/17')).status).toBe(200)
    expect((await staff.ask('/staff/9999')).status).toBe(404)
    const { spans } = await traceOf(staff, 1)
    expect(spans.find((span) => span.kind === 'entry')?.operation).toBe('GET:/staff/:id')
    const found = await traces.list({ text: '/health', limit: 10 }, signal)
    expect(found).toEqual([])
  })
})

test('twenty branches run together, and the slow one costs a query more than 100 ms', async () => {
  const together = staffBranches.map(({ name }) => name).filter((name) => name !== clashing.name && name !== 'feature/export-async')
  await using staff = await run('staff-service', together)
  for (const path of ['/org-chart', '/leave-balance/3', '/contract-expiry', '/birthdays', '/onboarding-form', '/staff-search?q=li']) {
    expect({ path, status: (await staff.ask(path)).status }).toEqual({ path, status: 200 })
  }
  expect((await staff.ask('/staff?page=2')).status).toBe(200)
  const { spans } = await traceOf(staff, 1)
  const query = spans.find((span) => span.operation === 'StaffDao.listStaff')
  const tookMs = (query?.endAt ?? 0) - (query?.startAt ?? 0)
  expect(slow.name).toBe('feature/rank-history')
  expect(tookMs).toBeGreaterThan(100)
  expect(tookMs).toBeLessThan(2000)
})

test('SIGTERM ends a service with exit code 0, and a full answer first', async () => {
  await using staff = await run('staff-service', ['fix/tz-birthdate'])
  const answer = staff.ask('/staff?page=1')
  expect((await answer).status).toBe(200)
  expect(await staff.stop()).toBe(0)
  expect(staff.output()).toContain('stopping')
})
