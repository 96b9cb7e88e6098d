import { describe, expect, test } from 'vitest'
import { createDeployWorld, type DeployWorld } from '../../support/deploy-world.ts'

const building = async (world: DeployWorld, id: string): Promise<void> => {
  await expect.poll(async () => (await world.deployer.deployment(id)).stages[1]?.state, { interval: 5 }).toBe('running')
}

describe('deployments of one place', () => {
  test('run one at a time; a newer one supersedes the one that waits, not the one that runs', async () => {
    await using world = await createDeployWorld()
    await world.repository.commit('feature/slow', { 'build.sh': 'sleep 1\nmkdir -p dist\ncp server.mjs behaviour.json dist/\n' })
    const first = await world.ask(['feature/slow'])
    await building(world, first.id)
    const second = await world.ask()
    const third = await world.ask()
    expect((await world.finished(third.id)).status).toBe('succeeded')
    expect((await world.finished(first.id)).status).toBe('succeeded')
    expect(await world.finished(second.id)).toMatchObject({ status: 'superseded', cause: { fact: { code: 'superseded' } } })
    expect((await world.get()).release).toBe('staff/test#3')
  })

  test('can be cancelled while they wait and while they build', async () => {
    await using world = await createDeployWorld()
    await world.repository.commit('feature/slow', { 'build.sh': 'sleep 600\n' })
    const first = await world.ask(['feature/slow'])
    await building(world, first.id)
    const second = await world.ask()
    expect((await world.deployer.cancel(second.id, 'wang')).status).toBe('cancelled')
    expect(await world.deployer.cancel(first.id, 'wang')).toMatchObject({ status: 'cancelled', cause: { stage: 'build' } })
    await world.deployer.idle()
    expect((await world.deps.releases.list({ limit: 10 })).items.map(({ state }) => state)).toEqual(['failed', 'failed'])
    await expect(world.deployer.cancel(first.id, 'wang')).rejects.toMatchObject({ code: 'deployment_finished' })
  })

  test('go on when the console closes and comes again', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.repository.commit('feature/slow', { 'build.sh': 'sleep 600\n' })
    const first = await world.ask(['feature/slow'])
    await building(world, first.id)
    const second = await world.ask()
    await world.restart()
    expect((await world.deployer.deployment(first.id)).cause).toMatchObject({ stage: 'build', fact: { code: 'interrupted' } })
    expect((await world.finished(second.id)).status).toBe('succeeded')
  })

  test('of different places run side by side', async () => {
    await using world = await createDeployWorld()
    const [test1, prod] = await Promise.all([world.deploy([], 'test'), world.deploy([], 'prod')])
    expect([test1?.status, prod?.status]).toEqual(['succeeded', 'succeeded'])
    expect((await world.get('/', 'prod')).release).toBe('staff/prod#1')
  })
})
