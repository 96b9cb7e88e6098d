import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, it, vi } from 'vitest'
import { createEmbeddedTraces } from '../../../server/backends/traces/embedded.ts'
import type { LogRecord } from '../../../server/contract/telemetry.ts'
import { systemClock } from '../../../server/lib/clock.ts'
import { guilty } from '../../../server/sample/plans/staff-branches.ts'
import { faultOf } from '../../../server/triage/fault.ts'
import { firstFailing, rootEntry } from '../../../server/triage/first-failing.ts'
import { fingerprint } from '../../../server/triage/group/fingerprint.ts'
import { appFrames } from '../../../server/triage/stack/nearest.ts'
import { withRepositoryPaths } from '../../../server/triage/stack/repository-path.ts'
import { makeRecord } from '../../support/log-records.ts'
import { integrate, runService, sampleRepositories } from '../../support/sample-services.ts'

const signal = AbortSignal.timeout(60_000)

it('finds the mapper of the called service, not the caller, in what the real agent reports', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-triage-agent-'))
  await using traces = await createEmbeddedTraces({
    path: join(folder, 'traces.db'),
    grpcPort: 0,
    httpPort: 0,
    host: '127.0.0.1',
    log: pino({ level: 'silent' }),
    clock: systemClock,
  })
  await using repositories = await sampleRepositories()
  const variables = { SW_AGENT_COLLECTOR_BACKEND_SERVICES: traces.grpcAddress ?? '' }
  await using staff = await runService(repositories, 'staff-service', [guilty.name], variables)
  await using web = await runService(repositories, 'dict-web', [], {
    ...variables,
    STAFF_URL: `http://staff-service.test.localhost:${staff.port}`,
  })
  expect((await web.ask('/dict/default/staff?page=7')).status).toBe(500)

  const traceId = [...web.output().matchAll(/\[TID:([0-9a-f]{32})\]/g)].at(-1)?.[1] ?? ''
  const trace = await vi.waitUntil(
    async () => {
      const found = await traces.trace(traceId, signal)
      return new Set(found?.spans.map(({ service }) => service)).size === 2 ? found : null
    },
    { timeout: 20_000, interval: 100 },
  )
  if (trace === null) throw new Error('the trace did not come')
  expect(firstFailing(trace.spans)).toMatchObject({ service: 'staff-service', operation: 'StaffMapper.toDtoList' })
  expect(rootEntry(trace.spans)).toMatchObject({ service: 'dict-web', kind: 'entry' })

  const recordOf = (service: string, output: string, id: number): LogRecord => {
    const text = output.split(/\n(?=\d{4}-)/).find((entry) => entry.includes(' ERROR ')) ?? ''
    return { id, ...makeRecord({ traceId, service, level: 'error', text }) }
  }
  const records = [recordOf('staff-service', staff.output(), 1), recordOf('dict-web', web.output(), 2)]
  const commit = await integrate(repositories, 'staff-service', [guilty.name])
  const [withSpans, logsAlone] = [faultOf(trace, records), faultOf(null, records)]
  for (const fault of [withSpans, logsAlone]) {
    if (!fault?.stack) throw new Error('no stack was read')
    expect(fingerprint(fault)).toMatchObject({ type: 'TypeError', place: 'StaffMapper.toDto' })
    const placed = await withRepositoryPaths(fault.stack, (name) =>
      repositories.source.findFiles(repositories.of('staff-service'), commit, name, 200, signal),
    )
    expect(appFrames(placed)[0]).toMatchObject({ path: 'src/staff-mapper.js', function: 'StaffMapper.toDto' })
  }
  expect(fingerprint(withSpans ?? never()).key).toBe(fingerprint(logsAlone ?? never()).key)
  await rm(folder, { recursive: true, force: true })
})

const never = () => {
  throw new Error('there is no fault')
}
