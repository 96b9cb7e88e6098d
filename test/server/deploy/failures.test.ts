import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { behave, createDeployWorld, type DeployWorld } from '../../support/deploy-world.ts'

/** What must hold after any failure: the release before serves, and nothing of the failed one is left. */
const servesFirst = async (world: DeployWorld): Promise<void> => {
  expect(await world.get()).toMatchObject({ status: 200, release: 'staff/test#1' })
  const running = (await world.deps.runtime.list(AbortSignal.timeout(5000))).filter(({ state }) => state === 'running')
  expect(running.map(({ name }) => name)).toEqual(['staff-test-r1-1'])
  expect(await readdir(join(world.folder, 'deploy/builds'))).toEqual([])
}

describe('a deployment that fails', () => {
  test('keeps the release before when the build fails, and shows exit code and last lines', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.repository.commit('feature/broken', { 'build.sh': 'echo compiling\necho "error: missing semicolon" >&2\nexit 7\n' })
    const deployment = await world.deploy(['feature/broken'])
    expect(deployment).toMatchObject({
      status: 'failed',
      cause: { stage: 'build', exitCode: 7, fact: { code: 'build_failed', params: { exitCode: 7 } } },
    })
    expect(deployment.cause?.tail).toEqual(expect.arrayContaining(['compiling', 'error: missing semicolon']))
    expect(deployment.stages.map(({ state }) => state)).toEqual(['done', 'failed', 'skipped', 'skipped', 'skipped', 'skipped', 'skipped'])
    await servesFirst(world)
  })

  test('keeps the release before when the new one crashes at its start', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.repository.commit('feature/crash', behave({ exit: 3 }))
    const deployment = await world.deploy(['feature/crash'])
    expect(deployment.cause).toMatchObject({ stage: 'verify', exitCode: 3, fact: { code: 'exited_at_start' } })
    expect(deployment.cause?.tail).toContain('Error: no database at test.db')
    expect(deployment.stages.map(({ name, state }) => `${name} ${state}`)).toContain('start undone')
    await servesFirst(world)
  })

  test('keeps the release before when the new one is unhealthy', async () => {
    await using world = await createDeployWorld({ service: { health: { http: '/health', deadlineMs: 400 } } })
    await world.deploy()
    await world.repository.commit('feature/ill', behave({ health: 503 }))
    const deployment = await world.deploy(['feature/ill'])
    expect(deployment.cause).toMatchObject({ stage: 'verify', fact: { code: 'unhealthy', params: { path: '/health', last: '503' } } })
    expect(deployment.cause?.tail).toContain('starting staff/test#2')
    await servesFirst(world)
  })

  test('ends a build that hangs at its time limit', async () => {
    await using world = await createDeployWorld({ service: { build: { run: 'sh build.sh', artifact: 'dist', timeoutMs: 1500 } } })
    await world.deploy()
    await world.repository.commit('feature/hang', { 'build.sh': 'echo waiting\nsleep 600\n' })
    const deployment = await world.deploy(['feature/hang'])
    expect(deployment.cause).toMatchObject({ stage: 'build', fact: { code: 'build_timeout' }, tail: ['waiting'] })
    await servesFirst(world)
  })

  test('says so when the build command does not exist, and when it makes no artifact', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.repository.commit('feature/lost', { 'build.sh': 'no-such-command\n' })
    expect((await world.deploy(['feature/lost'])).cause).toMatchObject({ stage: 'build', exitCode: 127 })
    await world.repository.commit('feature/empty', { 'build.sh': 'true\n' })
    expect((await world.deploy(['feature/empty'])).cause).toMatchObject({ fact: { code: 'no_artifact', params: { path: 'dist' } } })
    await servesFirst(world)
  })

  test('keeps the first lines of a build that prints without end, counts the rest, and knows the last', async () => {
    await using world = await createDeployWorld()
    await world.repository.commit('feature/loud', { 'build.sh': 'seq 1 60000\nexit 1\n' })
    const deployment = await world.deploy(['feature/loud'])
    expect(deployment.cause?.tail.at(-1)).toBe('60000')
    expect(deployment.cause?.tail).toHaveLength(50)
    const output = await world.deployer.output(deployment.id, 19_990, 1000)
    expect(output.total + output.skipped).toBeGreaterThanOrEqual(60_000)
    expect(output.total).toBeLessThanOrEqual(21_000)
    expect(output.items.at(-1)?.source).toBe('culprit')
  })

  test('fails with out_of_space when the disk is full, wherever that is noticed', async () => {
    let full = false
    const noSpace = (): never => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    }
    await using world = await createDeployWorld({
      change: ({ source, runtime }) => ({
        source: { ...source, materialise: async (...given) => (full ? noSpace() : source.materialise(...given)) },
        runtime,
      }),
    })
    await world.deploy()
    full = true
    const deployment = await world.deploy()
    expect(deployment).toMatchObject({ status: 'failed', cause: { stage: 'build', fact: { code: 'out_of_space' } } })
    await servesFirst(world)
  })

  test('gives the traffic back when the new release does not answer through the gateway', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    // Well while it is verified, gone once it should serve.
    await world.restart(({ gateway }) => ({
      gateway: {
        ...gateway,
        address: gateway.address,
        switch: (route, signal) => gateway.switch({ ...route, upstreams: route.upstreams.map((one) => ({ ...one, port: 9 })) }, signal),
      },
    }))
    const deployment = await world.deploy()
    expect(deployment).toMatchObject({ status: 'failed', cause: { stage: 'switch', fact: { code: 'not_observed' } } })
    await world.restart()
    await servesFirst(world)
    expect((await world.deps.live.of('staff', 'test'))?.number).toBe(1)
  })
})
