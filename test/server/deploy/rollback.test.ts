import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { behave, createDeployWorld, type DeployWorld } from '../../support/deploy-world.ts'

/** Requests one after the other on several lanes until told to stop; counts those that did not end with 200. */
const load = (world: DeployWorld, lanes: number) => {
  let running = true
  let requests = 0
  const bad: string[] = []
  const lane = async (): Promise<void> => {
    while (running) {
      const { status, body } = await world.get().catch((error: unknown) => ({ status: 0, body: String(error) }))
      requests += 1
      if (status !== 200) bad.push(`${status} ${body}`)
    }
  }
  const ended = Promise.all(Array.from({ length: lanes }, lane))
  return {
    async stop() {
      running = false
      await ended
      return { requests, bad }
    },
  }
}

describe('rolling back', () => {
  test('goes back to the warm release within a second and loses no request, ten times in a row under load', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.repository.commit('feature/a', { 'a.txt': 'a' })
    await world.deploy(['feature/a'])
    const traffic = load(world, 4)
    const took: number[] = []
    for (let round = 0; round < 10; round += 1) {
      const number = round % 2 === 0 ? 1 : 2
      const kind = number === 1 ? ('rollback' as const) : ('redeploy' as const)
      const asked = await world.deployer.start({ kind, service: 'staff', environment: 'test', number }, 'wang', null)
      const deployment = await world.finished(asked.id)
      expect(deployment).toMatchObject({ status: 'succeeded', lostRequests: 0 })
      expect(deployment.stages.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped', 'skipped', 'done', 'done', 'done'])
      took.push((deployment.firstAnswerAt ?? 0) - deployment.requestedAt)
      expect((await world.get()).release).toBe(`staff/test#${number}`)
    }
    const { requests, bad } = await traffic.stop()
    expect(bad).toEqual([])
    expect(requests).toBeGreaterThan(50)
    expect(Math.max(...took)).toBeLessThan(1000)
  })

  test('starts a release from its artifact with the config it had, and never builds', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    const environment = await world.deps.workspace.environment('test')
    await world.deps.workspace.saveEnvironment({ ...environment, middleware: { DATABASE: 'new.db' } })
    await world.deploy()
    await world.deploy()
    expect(JSON.parse((await world.get()).body).database).toBe('new.db')
    const preview = await world.deployer.rollbackPreview('staff', 'test', 1)
    expect(preview).toMatchObject({ from: 3, to: 1, configChanges: ['DATABASE', 'DATABASE_PASSWORD'], refusal: null })
    expect(preview.artifact.standby).toBe('artifact')
    const deployment = await world.rollback(1)
    expect(deployment.stages.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'done', 'done', 'done', 'done', 'done'])
    const answer = await world.get()
    expect(answer.release).toBe('staff/test#1')
    expect(JSON.parse(answer.body)).toMatchObject({ database: 'test.db', instance: 'staff-test-r1-2' })
  })

  test('tells beforehand what leaves, whose it is, and what must be typed', async () => {
    await using world = await createDeployWorld()
    await world.deploy([], 'prod')
    await world.repository.commit('feature/a', { 'a.txt': 'a' })
    await world.repository.commit('feature/a', { 'a.txt': 'b' })
    await world.deploy(['feature/a'], 'prod')
    const preview = await world.deployer.rollbackPreview('staff', 'prod')
    expect(preview).toMatchObject({ from: 2, to: 1, commits: 2, people: ['Li Na'], confirm: 'prod', refusal: null, returns: [] })
    expect(preview.leaves.map(({ name }) => name)).toEqual(['feature/a'])
    expect(preview.artifact.standby).toBe('warm')
    expect(preview.toLive).toHaveLength(1)
  })

  test('still starts the release before when its warm instance has died', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.deploy()
    await world.deps.runtime.stop('staff-test-r1-1', 1000, AbortSignal.timeout(5000))
    const deployment = await world.rollback(1)
    expect(deployment.status).toBe('succeeded')
    expect(JSON.parse((await world.get()).body).instance).toBe('staff-test-r1-2')
  })

  test('refuses with artifact_gone where neither artifact nor warm instance is left', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.deploy()
    await world.deploy()
    await rm(join(world.folder, 'deploy/artifacts/staff/test/1'), { recursive: true })
    await expect(world.rollback(1)).rejects.toMatchObject({ code: 'artifact_gone' })
    expect((await world.deployer.rollbackPreview('staff', 'test', 1)).refusal?.code).toBe('artifact_gone')
    expect((await world.deployer.rollbackPreview('staff', 'test')).to).toBe(2)
  })

  test('does not go back by itself to the release that was fled from', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await expect(world.deployer.rollbackPreview('staff', 'test')).rejects.toMatchObject({ code: 'nothing_to_roll_back_to' })
    await world.deploy()
    await world.deploy()
    await world.rollback(2)
    expect((await world.deployer.rollbackPreview('staff', 'test')).to).toBe(1)
    expect((await world.deployer.board()).find(({ environment }) => environment === 'test')).toMatchObject({
      live: { number: 2, rolledBack: true },
      backTo: 1,
    })
    await expect(world.rollback(2)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('does not wait for slow requests of the release that it leaves', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.deploy()
    const slow = world.get('/slow')
    const first = await world.deployer.start({ kind: 'rollback', service: 'staff', environment: 'test', number: 1 }, 'wang', null)
    await expect.poll(async () => (await world.deployer.deployment(first.id)).switchedAt, { interval: 5 }).not.toBeNull()
    const second = await world.deployer.start({ kind: 'redeploy', service: 'staff', environment: 'test', number: 2 }, 'wang', null)
    const ended = await world.finished(second.id)
    expect((ended.firstAnswerAt ?? 0) - ended.requestedAt).toBeLessThan(1000)
    expect((await world.finished(first.id)).status).toBe('succeeded')
    expect((await slow).status).toBe(200)
  })

  test('makes way for a rollback while a build is under way', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.deploy()
    await world.repository.commit('feature/long', { ...behave({}), 'build.sh': 'sleep 600\n' })
    const building = await world.ask(['feature/long'])
    await expect.poll(async () => (await world.deployer.deployment(building.id)).stages[1]?.state, { interval: 5 }).toBe('running')
    expect((await world.rollback(1)).status).toBe('succeeded')
    expect((await world.deployer.deployment(building.id)).status).toBe('superseded')
    expect((await world.get()).release).toBe('staff/test#1')
  })
})
