import { describe, expect, test } from 'vitest'
import { stageNames } from '#contract/deployment.ts'
import { behave, createDeployWorld } from '../../support/deploy-world.ts'

describe('shipping a release', () => {
  test('merges the ticked branches, builds, starts, verifies and switches, and the gateway answers with the new release', async () => {
    await using world = await createDeployWorld()
    await world.repository.commit('feature/a', { 'a.txt': 'a' })
    await world.repository.commit('feature/b', { 'b.txt': 'b' })
    const deployment = await world.deploy(['feature/a', 'feature/b'])

    expect(deployment).toMatchObject({ status: 'succeeded', number: 1, previous: null, cause: null, commits: 2, requestedBy: 'wang' })
    expect(deployment.stages.map(({ name, state }) => `${name} ${state}`)).toEqual(stageNames.map((name) => `${name} done`))
    expect(deployment.firstAnswerAt).toBeGreaterThanOrEqual(deployment.switchedAt ?? Number.POSITIVE_INFINITY)
    const answer = await world.get()
    expect(answer).toMatchObject({ status: 200, release: 'staff/test#1' })
    expect(JSON.parse(answer.body)).toEqual({ release: 'staff/test#1', database: 'test.db', instance: 'staff-test-r1-1' })
    expect(world.started.map(({ name }) => name)).toEqual(['staff-test-r1-1'])
  })

  test('makes one integration commit whose parents are the base and the branches, under a hidden ref', async () => {
    await using world = await createDeployWorld()
    const head = await world.repository.commit('feature/a', { 'a.txt': 'a' })
    await world.deploy(['feature/a'])
    const release = await world.deps.releases.get('staff', 'test', 1)
    const commit = await world.deps.source.commit(world.repository.path, release?.integrationCommit ?? '', AbortSignal.timeout(5000))
    expect(commit?.parents).toEqual([await world.repository.git('rev-parse', 'main'), head])
    expect(await world.repository.git('branch', '--list')).not.toContain('integration')
  })

  test('keeps the previous release warm and says what stands ready', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.deploy()
    await world.deploy()
    const releases = (await world.deps.releases.list({ limit: 10 })).items
    const shown = await Promise.all(releases.map((release) => world.deployer.release(release)))
    expect(shown.map(({ number, standby }) => [number, standby])).toEqual([
      [3, 'live'],
      [2, 'warm'],
      [1, 'artifact'],
    ])
    expect(shown[1]?.live).toHaveLength(1)
    expect(shown[0]?.live[0]?.to).toBeNull()
    const instances = await world.deps.instances.list({ limit: 10 })
    expect(instances.map(({ name, state, serving }) => `${name} ${state} ${serving}`)).toEqual([
      'staff-test-r3-1 ready true',
      'staff-test-r2-1 ready false',
      'staff-test-r1-1 stopped false',
    ])
  })

  test('builds anew for each of two equal clicks', async () => {
    await using world = await createDeployWorld()
    const [first, second] = await Promise.all([world.ask(), world.ask()])
    expect(first?.number).not.toBe(second?.number)
    const ends = await Promise.all([first, second].map((one) => world.finished(one?.id ?? '')))
    expect(ends.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
    expect((await world.get()).release).toBe('staff/test#2')
  })

  test('takes the same Idempotency-Key for the same click', async () => {
    await using world = await createDeployWorld()
    const request = { kind: 'release' as const, service: 'staff', environment: 'test', branches: [] }
    const [first, second] = await Promise.all([world.deployer.start(request, 'wang', 'key'), world.deployer.start(request, 'wang', 'key')])
    const third = await world.deployer.start(request, 'wang', 'key')
    expect(new Set([first?.id, second?.id, third.id]).size).toBe(1)
    await world.finished(third.id)
    expect((await world.deps.releases.list({ limit: 10 })).items).toHaveLength(1)
  })

  test('asks for the name of the environment where it must be typed', async () => {
    await using world = await createDeployWorld()
    const request = { kind: 'release' as const, service: 'staff', environment: 'prod', branches: [] }
    await expect(world.deployer.start(request, 'wang', null)).rejects.toMatchObject({ code: 'confirmation_missing' })
    const deployment = await world.deployer.start({ ...request, confirm: 'prod' }, 'wang', null)
    expect((await world.finished(deployment.id)).status).toBe('succeeded')
  })

  test('tells every change and the whole output, numbered without a gap', async () => {
    await using world = await createDeployWorld()
    const { id } = await world.deploy()
    const output = await world.deployer.output(id, 0, 1000)
    expect(output.items.map(({ no }) => no)).toEqual(output.items.map((_, index) => index + 1))
    expect(output.items.map(({ source, text }) => `${source}: ${text}`)).toEqual(
      expect.arrayContaining(['build: building', 'staff-test-r1-1: starting staff/test#1']),
    )
    const told = world.announced.flatMap((one) => (one.event === 'deployment:output' ? one.payload.lines : []))
    expect(told).toEqual(output.items)
    const last = world.announced.findLast(({ event }) => event === 'deployment:changed')
    expect(last?.payload).toMatchObject({ id, status: 'succeeded' })
  })

  test('gives a release its own config, and remembers what was usual', async () => {
    await using world = await createDeployWorld()
    await world.repository.commit('main', behave({ slowMs: 1 }))
    await world.deploy()
    const second = await world.deploy()
    expect(second.stages.every(({ usualMs }) => usualMs !== null)).toBe(true)
    expect((await world.deps.releases.get('staff', 'test', 1))?.config).toEqual({ DATABASE: 'test.db', DATABASE_PASSWORD: 'secret' })
  })
})
