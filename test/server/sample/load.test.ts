import { existsSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { sampleHandlers } from '../../../server/http/sample.ts'
import { firstReleases, guiltyRelease } from '../../../server/sample/plans/releases.ts'
import { clashing, guilty, staffBranches } from '../../../server/sample/plans/staff-branches.ts'
import { createSample, type SampleRoom } from '../../../server/sample/sample.ts'
import { type Asked, type SampleStage, sampleStage } from '../../support/sample-room.ts'

const forever = new AbortController().signal

/** A sample room that is closed at the end of the scope, as the console closes it. */
const open = async (stage: SampleStage): Promise<SampleRoom & AsyncDisposable> => {
  const sample = await createSample(stage.deps)
  return Object.assign(sample, { [Symbol.asyncDispose]: () => sample.close() })
}
const places = (asked: readonly Asked[]): string[] => asked.map(({ deployment: { service, environment } }) => `${service}/${environment}`)

test('deploys to every environment, exercises PROD, then brings the guilty release and shows its failing trace', async () => {
  await using stage = await sampleStage()
  await using sample = await open(stage)
  await sample.loadIfEmpty(forever)

  const { asked } = stage.deployments
  expect(places(asked).toSorted()).toEqual(
    [...firstReleases, guiltyRelease].map(({ service, environment }) => `${service}/${environment}`).toSorted(),
  )
  expect(new Set(asked.map(({ who }) => who)).size).toBeGreaterThanOrEqual(4)
  const last = asked.at(-1)
  expect(last?.deployment.branches).toEqual(guiltyRelease.branches)
  expect(last?.request).toMatchObject({ environment: 'prod', confirm: 'prod' })
  expect(
    stage.requests.filter((request) => request.startsWith('dict-web.prod.localhost/dict/default/staff')).length,
  ).toBeGreaterThanOrEqual(60)
  const status = await sample.status()
  expect(status).toMatchObject({ state: 'ready', progress: null, traceId: `trace-${last?.deployment.id}` })
  expect(status.steps[0]).toEqual({ code: 'paste', doneAt: null, href: `/t/trace-${last?.deployment.id}` })
  expect(await stage.deps.workspace.environments()).toHaveLength(4)
})

test('ticks about twenty branches in TEST and leaves out the later one of two that clash', async () => {
  await using stage = await sampleStage()
  await using sample = await open(stage)
  await sample.loadIfEmpty(forever)
  const deployed = stage.deployments.asked.find(
    ({ deployment }) => deployment.service === 'staff-service' && deployment.environment === 'test',
  )
  expect(deployed?.deployment.branches).toEqual(staffBranches.map(({ name }) => name).filter((name) => name !== clashing.name))
  expect(deployed?.deployment.branches).toContain(guilty.name)
})

test('tells how far it is, up to the last step', async () => {
  await using stage = await sampleStage()
  await using sample = await open(stage)
  await sample.loadIfEmpty(forever)
  const shown = stage.announced.flatMap(({ progress }) => progress ?? [])
  const counts = shown.map(({ done }) => done)
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  expect(counts.at(-1)).toBe(shown.at(-1)?.of)
  expect(new Set(shown.map(({ step }) => step?.code))).toEqual(
    new Set([undefined, 'sample.repositories', 'sample.workspace', 'sample.deploy', 'sample.exercise', 'sample.first_error']),
  )
})

test('goes on after it was killed in the middle, and deploys nothing twice', async () => {
  await using stage = await sampleStage()
  {
    await using sample = await open(stage)
    stage.deployments.outcome = (service, environment) => (service === 'staff-service' && environment === 'pre' ? 'never' : 'succeeded')
    void sample.loadIfEmpty(forever)
    await vi.waitUntil(() => places(stage.deployments.asked).includes('staff-service/pre'), { timeout: 10_000 })
  }
  stage.deployments.outcome = () => 'succeeded'
  await using sample = await open(stage)
  expect((await sample.status()).state).toBe('loading')
  await sample.loadIfEmpty(forever)
  expect((await sample.status()).state).toBe('ready')
  expect(stage.deployments.asked).toHaveLength(firstReleases.length + 1)
})

test('deploys nothing twice when it was killed before it could note what it had asked for', async () => {
  await using stage = await sampleStage()
  {
    const { marks } = stage.deps
    const set: typeof marks.set = async (key, value) => {
      if (stage.deployments.asked.length === 5) throw new Error('the process is gone')
      await marks.set(key, value)
    }
    const sample = await createSample({ ...stage.deps, marks: { ...marks, set } })
    await sample.loadIfEmpty(forever)
    await sample.close()
  }
  await using sample = await open(stage)
  await sample.loadIfEmpty(forever)
  expect((await sample.status()).state).toBe('ready')
  expect(stage.deployments.asked).toHaveLength(firstReleases.length + 1)
})

test('says why it failed, and goes on at the next start', async () => {
  await using stage = await sampleStage()
  stage.deployments.outcome = (service, environment) => (service === 'order-service' && environment === 'dev' ? 'failed' : 'succeeded')
  {
    await using sample = await open(stage)
    await sample.loadIfEmpty(forever)
    const status = await sample.status()
    expect(status.state).toBe('failed')
    expect(status.progress?.step).toEqual({
      code: 'sample.failed',
      params: { reason: 'order-service in dev: verify, health_failed' },
    })
  }
  stage.deployments.outcome = () => 'succeeded'
  await using sample = await open(stage)
  await sample.loadIfEmpty(forever)
  expect((await sample.status()).state).toBe('ready')
})

test('leaves a workspace alone that somebody else has set up', async () => {
  await using stage = await sampleStage()
  const other = await sampleStage()
  {
    await using sample = await open(other)
    await sample.loadIfEmpty(forever)
    for (const service of await other.deps.workspace.services()) await stage.deps.workspace.saveService({ ...service, managedBy: 'ui' })
  }
  await other[Symbol.asyncDispose]()
  await using sample = await open(stage)
  await sample.loadIfEmpty(forever)
  expect(await sample.status()).toEqual({ state: 'absent', progress: null, traceId: null, steps: [] })
  expect(stage.deployments.asked).toEqual([])
})

test('is removed with everything it brought, and does not come back', async () => {
  await using stage = await sampleStage()
  await using sample = await open(stage)
  await sample.loadIfEmpty(forever)
  const handlers = sampleHandlers({ sample })
  const ask = { params: {}, query: {}, body: {}, idempotencyKey: null, signal: forever }
  expect((await handlers.sample(ask)).state).toBe('ready')
  expect(await handlers.removeSample(ask)).toEqual({ ok: true })

  expect(stage.deployments.removed).toHaveLength(12)
  expect(await stage.deps.workspace.services()).toEqual([])
  expect(await stage.deps.workspace.environments()).toEqual([])
  expect(existsSync(stage.deps.folder)).toBe(false)
  await using again = await open(stage)
  await again.loadIfEmpty(forever)
  expect((await again.status()).state).toBe('absent')
})

test('can be removed while it loads', async () => {
  await using stage = await sampleStage()
  await using sample = await open(stage)
  stage.deployments.outcome = (_service, environment) => (environment === 'test' ? 'never' : 'succeeded')
  const loading = sample.loadIfEmpty(forever)
  await vi.waitUntil(() => places(stage.deployments.asked).includes('staff-service/test'), { timeout: 10_000 })
  await sample.remove()
  await loading
  expect((await sample.status()).state).toBe('absent')
  expect(existsSync(stage.deps.folder)).toBe(false)
})

test('a removal that fails says so, and is finished by the next start', async () => {
  await using stage = await sampleStage()
  {
    await using sample = await open(stage)
    await sample.loadIfEmpty(forever)
    const { removeService } = stage.deployments
    stage.deployments.removeService = () => Promise.reject(new Error('the runtime does not answer'))
    await expect(sample.remove()).rejects.toMatchObject({ code: 'unavailable' })
    expect(await sample.status()).toMatchObject({
      state: 'failed',
      progress: { step: { params: { reason: 'the runtime does not answer' } } },
    })
    stage.deployments.removeService = removeService
  }
  await using sample = await open(stage)
  await sample.loadIfEmpty(forever)
  expect((await sample.status()).state).toBe('absent')
})
