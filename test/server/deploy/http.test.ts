import { describe, expect, test } from 'vitest'
import { AppError } from '#contract/errors.ts'
import { branchHandlers } from '../../../server/http/branches.ts'
import { environmentHandlers, maskSecrets } from '../../../server/http/environments.ts'
import { releaseHandlers } from '../../../server/http/releases.ts'
import { serviceHandlers } from '../../../server/http/services.ts'
import { behave, createDeployWorld, type DeployWorld } from '../../support/deploy-world.ts'

const rest = { idempotencyKey: null, signal: AbortSignal.timeout(60_000) }
const person = (): string => 'wang'
const params = { service: 'staff' }

const branchesOf = (world: DeployWorld) => branchHandlers({ ...world.deps, person })

describe('branches of a service', () => {
  test('come newest first, with what the environment runs of them', async () => {
    await using world = await createDeployWorld()
    for (const name of ['a', 'b', 'c']) await world.repository.commit(`feature/${name}`, { [`${name}.txt`]: name })
    await world.deploy(['feature/a', 'feature/b'])
    await world.repository.commit('feature/b', { 'b.txt': 'more' })
    await world.repository.commit('main', behave({ slowMs: 1 }))

    const { branches } = branchesOf(world)
    const all = await branches({ ...rest, params, query: { environment: 'test', limit: 500 }, body: undefined })
    const shown = all.items.map(({ name, ahead, behind, here, newCommits }) => [name, ahead, behind, here, newCommits])
    expect(shown.toSorted()).toEqual([
      ['feature/a', 1, 1, 'same', 0],
      ['feature/b', 2, 1, 'moved', 1],
      ['feature/c', 1, 1, 'absent', 0],
      ['main', 0, 0, 'absent', 0],
    ])
    const found = await branches({ ...rest, params, query: { q: 'FEATURE/', limit: 2 }, body: undefined })
    expect(found).toMatchObject({ next: '2', total: 3 })
    const second = await branches({ ...rest, params, query: { q: 'feature/', limit: 2, after: '2' }, body: undefined })
    expect(second).toMatchObject({ next: null, items: [{}] })
  })

  test('are created from a branch or a commit, and never over one that exists', async () => {
    await using world = await createDeployWorld()
    const { createBranch } = branchesOf(world)
    const head = await world.repository.commit('feature/a', { 'a.txt': 'a' })
    const create = (name: string, from: string) => createBranch({ ...rest, params, query: undefined, body: { name, from } })
    expect(await create('feature/b', 'feature/a')).toEqual({ name: 'feature/b', head })
    expect(await create('feature/c', head)).toEqual({ name: 'feature/c', head })
    await expect(create('feature/b', 'main')).rejects.toMatchObject({ code: 'branch_exists' })
    await expect(create('--upload-pack=x', 'main')).rejects.toMatchObject({ code: 'name_refused' })
    await expect(create('feature/d', 'nowhere')).rejects.toMatchObject({ code: 'branch_not_found' })
  })
})

test('a service is added once its repository is known to be one', async () => {
  await using world = await createDeployWorld()
  const { createService, services } = serviceHandlers({ ...world.deps, person })
  const create = (name: string, repository: string, baseBranch = 'main') => {
    const { managedBy: _managedBy, ...spec } = world.service
    return createService({ ...rest, params: undefined, query: undefined, body: { ...spec, name, repository, baseBranch } })
  }
  await expect(create('other', world.folder)).rejects.toMatchObject({ code: 'not_a_repository' })
  await expect(create('other', world.repository.path, 'trunk')).rejects.toMatchObject({ code: 'branch_not_found' })
  await expect(create('staff', world.repository.path)).rejects.toMatchObject({ code: 'conflict' })
  expect(await create('other', world.repository.path)).toMatchObject({ name: 'other', managedBy: 'ui' })
  expect((await services()).items.map(({ name }) => name)).toEqual(['other', 'staff'])
})

test('values that look secret stay on the server', () => {
  expect(maskSecrets({ DATABASE: 'test.db', DATABASE_PASSWORD: 'secret', MYSQL_URL: 'mysql://app:secret@db:3306/x' })).toEqual({
    DATABASE: 'test.db',
    DATABASE_PASSWORD: '••••••',
    MYSQL_URL: 'mysql://app:••••••@db:3306/x',
  })
})

test('the board joins what runs with what it answered', async () => {
  await using world = await createDeployWorld()
  await world.deploy()
  const { board, environments } = environmentHandlers({
    ...world.deps,
    deployer: world.deployer,
    rates: async (_, environment) => (environment === 'test' ? { requests: 100, errors: 10 } : { requests: 0, errors: 0 }),
    now: Date.now,
  })
  const { items } = await board()
  expect(items).toMatchObject([
    { environment: 'test', health: 'bad', requests: 100, errors: 10, live: { number: 1, by: 'wang' }, instances: { ready: 1, wanted: 1 } },
    { environment: 'prod', health: 'none', live: null, backTo: null, deployment: null },
  ])
  expect((await environments()).items[0]?.middleware.DATABASE_PASSWORD).toBe('••••••')
})

describe('a release', () => {
  const noEffect = async () => ({
    before: { requests: 0, errors: 0, minutes: 0 },
    since: { requests: 0, errors: 0, minutes: 0 },
    newErrors: [],
  })
  const place = { service: 'staff', environment: 'test' }

  test('shows its commits with the branches that bring them, its files and its config against the one before', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    const environment = await world.deps.workspace.environment('test')
    await world.deps.workspace.saveEnvironment({ ...environment, middleware: { DATABASE: 'new.db' } })
    await world.repository.commit('feature/a', { 'a.txt': 'a\n' })
    await world.repository.commit('main', { 'm.txt': 'm\n' })
    await world.deploy(['feature/a'])
    const { release } = releaseHandlers({ ...world.deps, deployer: world.deployer, effect: noEffect })
    const shown = await release({ ...rest, params: { ...place, number: 2 }, query: undefined, body: undefined })
    expect(shown.commits.map(({ subject, branch }) => [subject, branch]).toSorted()).toEqual([
      ['Change feature/a', 'feature/a'],
      ['Change main', null],
    ])
    expect(shown).toMatchObject({
      commitsTotal: 2,
      previous: { number: 1 },
      release: { number: 2, standby: 'live' },
      configChanges: ['DATABASE', 'DATABASE_PASSWORD'],
      deployments: [{ number: 2, status: 'succeeded' }],
    })
    expect(shown.files.map(({ path }) => path)).toEqual(['a.txt', 'm.txt'])
    expect(JSON.stringify(shown)).not.toContain('new.db')
  })

  test('is shown, with its way back, while the repository is out of reach', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    const commitsBetween = async (): Promise<never> => {
      throw new AppError('unavailable', 'The repository does not answer.')
    }
    const source = { ...world.deps.source, commitsBetween }
    const { release } = releaseHandlers({ ...world.deps, source, deployer: world.deployer, effect: noEffect })
    const shown = await release({ ...rest, params: { ...place, number: 1 }, query: undefined, body: undefined })
    expect(shown).toMatchObject({ commits: [], release: { number: 1, standby: 'live' } })
  })
})

test('a service that is removed leaves nothing behind', async () => {
  await using world = await createDeployWorld()
  await world.deploy()
  await world.deploy()
  const { id } = await world.deploy()
  await world.deployer.removeService('staff', 'test')
  expect(await world.deps.runtime.list(AbortSignal.timeout(2000))).toEqual([])
  expect(await world.deps.gateway.routes(AbortSignal.timeout(2000))).toEqual([])
  expect((await world.deps.releases.list({ limit: 10 })).items).toEqual([])
  expect(await world.deps.instances.list({ limit: 10 })).toEqual([])
  await expect(world.deployer.deployment(id)).rejects.toMatchObject({ code: 'not_found' })
  expect((await world.deploy()).number).toBe(1)
})
