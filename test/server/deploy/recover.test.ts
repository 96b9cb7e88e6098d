import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { DeploymentRequest } from '#contract/deployment.ts'
import { createDeployWorld, type DeployWorld } from '../../support/deploy-world.ts'

const console_ = fileURLToPath(new URL('../../support/deploy-console.ts', import.meta.url))
const place = { service: 'staff', environment: 'test' }

/** Runs a console that dies at the n-th row of the journal; false when it came to its end before that. */
const killedAt = async (world: DeployWorld, request: DeploymentRequest | null, row: number, side: string): Promise<boolean> => {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', console_, world.folder, JSON.stringify(request), String(row), side],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  const [code, killedBy] = await once(child, 'exit')
  expect(code ?? killedBy).toBeOneOf([0, 'SIGKILL'])
  return killedBy === 'SIGKILL'
}

/** What holds whenever everything is quiet: the records, what runs, and what the gateway does tell the same story. */
const expectOneStory = async (world: DeployWorld, point: string): Promise<void> => {
  const { live, deployments, releases, instances, runtime, gateway } = world.deps
  const now = await live.of('staff', 'test')
  const [newest] = (await deployments.list({ limit: 1 })).items
  expect(await deployments.unfinished(), point).toEqual([])
  expect(await releases.building(), point).toEqual([])
  expect(await readdir(join(world.folder, 'deploy/builds')).catch(() => []), point).toEqual([])
  if (newest?.status === 'succeeded') expect(now?.number, point).toBe(newest.number)
  else expect(newest, point).toMatchObject({ status: 'failed', cause: { fact: { code: 'interrupted' } } })

  const answer = await world.get()
  expect(answer, point).toMatchObject({ status: 200, release: `staff/test#${now?.number}` })
  expect(JSON.parse(answer.body).release, point).toBe(`staff/test#${now?.number}`)
  const [route] = await gateway.routes(AbortSignal.timeout(2000))
  const serving = (await instances.list({ ...place, states: ['ready'], limit: 100 })).filter((one) => one.serving)
  expect(
    route?.upstreams.map(({ instance }) => instance),
    point,
  ).toEqual(serving.map(({ name }) => name))

  const running = (await runtime.list(AbortSignal.timeout(2000))).filter(({ state }) => state === 'running').map(({ name }) => name)
  const known = await instances.list({ ...place, states: ['ready'], limit: 100 })
  expect(running.toSorted(), point).toEqual(known.map(({ name }) => name).toSorted())
  expect(
    known.every(({ number }) => number === now?.number || number === now?.previous),
    point,
  ).toBe(true)
}

/** Asks for the same thing again and again, with a console that dies one row later each time. */
const killEverywhere = async (
  world: DeployWorld,
  side: string,
  request: (live: number) => DeploymentRequest,
  before: () => Promise<void> = async () => {},
): Promise<number> => {
  for (let row = 1; ; row += 1) {
    await before()
    const now = (await world.deps.live.of('staff', 'test'))?.number ?? 0
    const killed = await killedAt(world, request(now), row, side)
    expect((await world.get()).status, 'while the console is down').toBe(200)
    const began = performance.now()
    await world.restart()
    await world.deployer.idle()
    expect(performance.now() - began, `${side} row ${row}`).toBeLessThan(5000)
    await expectOneStory(world, `killed ${side} row ${row}`)
    if (!killed) return row - 1
  }
}

const release: DeploymentRequest = { kind: 'release', ...place, branches: [] }

describe.each(['before', 'after'])('a console killed with -9 %s a row of the journal', (side) => {
  test('finishes or undoes a release, at every row', { timeout: 180_000 }, async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    expect(await killEverywhere(world, side, () => release)).toBe(14)
  })

  test('finishes a rollback to a warm release, at every row', { timeout: 120_000 }, async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.deploy()
    const rows = await killEverywhere(world, side, (live) => ({ kind: 'redeploy', ...place, number: live === 1 ? 2 : 1 }))
    expect(rows).toBe(6)
    const ends = (await world.deps.deployments.list({ kind: 'redeploy', limit: 100 })).items.map(({ status }) => status)
    expect(new Set(ends)).toEqual(new Set(['succeeded']))
    // Never started anew: the way back stayed warm through every kill.
    expect(await world.deps.instances.list({ limit: 10 })).toHaveLength(2)
  })

  test('finishes a rollback that starts the release from its artifact, at every row', { timeout: 150_000 }, async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.deploy()
    const rows = await killEverywhere(
      world,
      side,
      (live) => ({ kind: 'redeploy', ...place, number: live === 1 ? 2 : 1 }),
      async () => {
        const warm = (await world.deps.instances.list({ ...place, states: ['ready'], limit: 10 })).filter(({ serving }) => !serving)
        for (const { name } of warm) {
          await world.deps.runtime.stop(name, 1000, AbortSignal.timeout(5000))
          await world.deps.instances.update([name], { state: 'stopped' })
        }
      },
    )
    expect(rows).toBe(10)
  })
})

describe('a console that comes back', () => {
  test('recovers also when it is killed again while it recovers', { timeout: 60_000 }, async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    for (const row of [6, 9, 10]) {
      for (const side of ['before', 'after']) {
        await killedAt(world, release, row, 'after')
        await killedAt(world, null, 1, side)
        await killedAt(world, null, 2, side)
        await world.restart()
        await world.deployer.idle()
        await expectOneStory(world, `row ${row}, again ${side}`)
      }
    }
  })

  test('starts again what died meanwhile and stops what nobody knows', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.deployer.close()
    await world.deps.runtime.stop('staff-test-r1-1', 1000, AbortSignal.timeout(5000))
    const artifact = join(world.folder, 'deploy/artifacts/staff/test/1')
    const spec = {
      ...place,
      name: 'staff-test-r9-1',
      release: 'staff/test#9',
      deployment: 'gone',
      artifact,
      run: 'sleep 600',
      variables: {},
    }
    await world.deps.runtime.start(spec, AbortSignal.timeout(5000))
    await world.restart()
    await expect.poll(async () => (await world.get()).status, { timeout: 5000 }).toBe(200)
    expect(JSON.parse((await world.get()).body).instance).toBe('staff-test-r1-2')
    expect(await world.deps.runtime.inspect('staff-test-r9-1', AbortSignal.timeout(2000))).toBeNull()
  })

  test('sends the routes again that the gateway has lost', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.deps.gateway.remove('staff.test.localhost', AbortSignal.timeout(2000))
    expect((await world.get()).status).toBe(404)
    await world.restart()
    expect((await world.get()).release).toBe('staff/test#1')
  })
})
