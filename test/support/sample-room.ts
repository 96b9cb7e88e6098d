import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pino from 'pino'
import { createGitSource } from '../../server/backends/source/git.ts'
import { openSqliteState } from '../../server/backends/state/sqlite.ts'
import type { Sample } from '../../server/contract/console.ts'
import { type Deployment, type DeploymentRequest, stageNames } from '../../server/contract/deployment.ts'
import { notFound } from '../../server/contract/errors.ts'
import type { Clock } from '../../server/lib/clock.ts'
import { openDatabase } from '../../server/records/database.ts'
import { createErrors } from '../../server/records/errors.ts'
import { createLive } from '../../server/records/live.ts'
import { createMarks } from '../../server/records/marks.ts'
import { createWorkspace } from '../../server/records/workspace.ts'
import type { SampleDeployments, SampleDeps } from '../../server/sample/deps.ts'
import { clashing, guilty } from '../../server/sample/plans/staff-branches.ts'

const SPEED = 50

/** Time that passes fifty times as fast. */
const fastClock = (): Clock => {
  const begin = Date.now()
  return {
    now: () => begin + (Date.now() - begin) * SPEED,
    sleep: (ms, signal) => delay(Math.ceil(ms / SPEED), undefined, signal ? { signal } : {}).catch(() => undefined),
  }
}

export interface Asked {
  request: DeploymentRequest
  who: string
  key: string | null
  deployment: Deployment
}

export interface FakeDeployments extends SampleDeployments {
  /** Every deployment that began, in order; an idempotency key begins one at most. */
  asked: Asked[]
  removed: string[]
  /** How a deployment of this place ends; `never` leaves it running. */
  outcome: (service: string, environment: string) => 'succeeded' | 'failed' | 'never'
}

type Records = Pick<SampleDeps, 'live' | 'clock'> & { live: ReturnType<typeof createLive>; errors: ReturnType<typeof createErrors> }

/** One failure of PROD, as the triage room records it. */
export const recordFailure = async ({ errors, clock }: Records, traceId: string): Promise<void> => {
  const place = { service: 'staff-service', endpoint: 'GET:/staff' }
  const group = { fingerprint: 'TypeError toDto', type: 'TypeError', message: 'name of null', place: 'toDto', grouping: [], ...place }
  const where = { environment: 'prod', instance: 'staff-service-prod-r2-1', number: 2, releases: ['staff-service/prod#2'] }
  const event = { id: traceId, at: clock.now(), traceId, spanKey: null, message: 'name of null', stack: null, ...where, ...place }
  await errors.record([{ group, event }])
}

const fakeDeployments = (records: Records): FakeDeployments => {
  const asked: Asked[] = []
  const numbers = new Map<string, number>()

  const conclude = async ({ deployment, request }: Asked, outcome: 'succeeded' | 'failed'): Promise<void> => {
    const { service, environment, number, previous, kind, id } = deployment
    deployment.status = outcome
    deployment.finishedAt = records.clock.now()
    if (outcome === 'failed') {
      deployment.cause = { stage: 'verify', fact: { code: 'health_failed', params: {} }, exitCode: null, tail: [] }
      return
    }
    await records.live.switched({
      service,
      environment,
      number,
      from: previous,
      kind,
      deployment: id,
      at: records.clock.now(),
      generation: number,
    })
    const faulty = request.kind === 'release' && request.branches.some(({ name }) => name === guilty.name)
    if (faulty && environment === 'prod') await recordFailure(records, `trace-${id}`)
  }

  const fake: FakeDeployments = {
    asked,
    removed: [],
    outcome: () => 'succeeded',
    async start(request, who, key) {
      const before = asked.find((one) => one.key === key)
      if (before) return { ...before.deployment }
      const { service, environment, kind } = request
      const number = (numbers.get(`${service}/${environment}`) ?? 0) + 1
      numbers.set(`${service}/${environment}`, number)
      const stages = stageNames.map((name) => ({
        name,
        state: 'waiting' as const,
        startedAt: null,
        endedAt: null,
        fact: null,
        usualMs: null,
      }))
      const unknown = { cause: null, finishedAt: null, switchedAt: null, firstAnswerAt: null, lostRequests: null, reason: null }
      const deployment: Deployment = {
        ...unknown,
        id: `d${asked.length + 1}`,
        kind,
        service,
        environment,
        number,
        previous: number > 1 ? number - 1 : null,
        status: 'running',
        stages,
        requestedBy: who,
        requestedAt: records.clock.now(),
        branches: request.kind === 'release' ? request.branches.map(({ name }) => name) : [],
        commits: 0,
      }
      asked.push({ request, who, key, deployment })
      return { ...deployment }
    },
    async deployment(id) {
      const one = asked.find(({ deployment }) => deployment.id === id)
      if (!one) throw notFound('deployment', id)
      const outcome = fake.outcome(one.deployment.service, one.deployment.environment)
      if (one.deployment.finishedAt === null && outcome !== 'never') await conclude(one, outcome)
      return { ...one.deployment }
    },
    async preview(service, environment, branches) {
      const clash = [clashing.name, guilty.name]
      const both = clash.every((name) => branches.includes(name))
      const base = { branch: 'main', commit: '0'.repeat(40) }
      const conflicts = both ? [{ a: clashing.name, b: guilty.name, files: ['src/staff-mapper.js'] }] : []
      return { service, environment, base, branches: [], conflicts, commit: null, tree: null, commits: 0, people: [], leaves: [] }
    },
    async removeService(service, environment) {
      fake.removed.push(`${service}/${environment}`)
    },
  }
  return fake
}

export interface SampleStage extends AsyncDisposable {
  deps: SampleDeps & { errors: ReturnType<typeof createErrors>; live: ReturnType<typeof createLive> }
  deployments: FakeDeployments
  announced: Sample[]
  /** Hosts and paths that the gateway was asked for. */
  requests: string[]
  folder: string
}

/** Real records, git and gateway port; deployments that end as the test says. */
export const sampleStage = async (): Promise<SampleStage> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-sample-room-'))
  const state = openSqliteState(':memory:')
  const db = await openDatabase(state)
  const requests: string[] = []
  const gateway = createServer((request, response) => {
    requests.push(`${request.headers.host?.split(':')[0]}${request.url}`)
    response.end('{}')
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const address = gateway.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const records = { live: createLive(db), errors: createErrors(db), clock: fastClock() }
  const deployments = fakeDeployments(records)
  const announced: Sample[] = []
  return {
    deps: {
      ...records,
      deployments,
      workspace: createWorkspace(db),
      marks: createMarks(db),
      source: createGitSource({ folder: join(folder, 'mirrors') }),
      gateway: { address: { host: '127.0.0.1', port } },
      announce: (announcement) => {
        if (announcement.event === 'sample:changed') announced.push(announcement.payload)
      },
      log: pino({ level: 'silent' }),
      folder: join(folder, 'sample'),
      nodeModules: join(folder, 'node_modules'),
    },
    deployments,
    announced,
    requests,
    folder,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => gateway.close(resolve))
      await db.destroy()
      await state[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
