import { describe, expect, test } from 'vitest'
import { createDeployWorld } from '../../support/deploy-world.ts'

const signal = (): AbortSignal => AbortSignal.timeout(20_000)
const lines = (change: Record<number, string> = {}): string =>
  Array.from({ length: 40 }, (_, index) => change[index] ?? `line ${index}`).join('\n')

describe('integrating branches', () => {
  test('names every clash of 20 branches of which 3 conflict, by file and by both branches', async () => {
    await using world = await createDeployWorld({ files: { 'shared.txt': lines(), 'other.txt': lines() } })
    const names: string[] = []
    for (let index = 1; index <= 17; index += 1) {
      names.push(`feature/n${index}`)
      await world.repository.commit(`feature/n${index}`, { [`n${index}.txt`]: 'new' })
    }
    for (const [name, text] of [
      ['feature/x', 'from x'],
      ['feature/y', 'from y'],
      ['feature/z', 'from z'],
    ] as const) {
      names.push(name)
      await world.repository.commit(name, { 'shared.txt': lines({ 7: text }) })
    }
    const began = performance.now()
    const preview = await world.deployer.preview('staff', 'test', names, signal())
    expect(performance.now() - began).toBeLessThan(5000)
    expect(preview.conflicts).toEqual([
      { a: 'feature/x', b: 'feature/y', files: ['shared.txt'] },
      { a: 'feature/x', b: 'feature/z', files: ['shared.txt'] },
      { a: 'feature/y', b: 'feature/z', files: ['shared.txt'] },
    ])
    expect(preview.branches.filter(({ outcome }) => outcome === 'conflict').map(({ name }) => name)).toEqual([
      'feature/x',
      'feature/y',
      'feature/z',
    ])
    expect(preview.branches.filter(({ outcome }) => outcome === 'merged')).toHaveLength(17)
    expect(preview).toMatchObject({ commit: null, tree: null })

    const deployment = await world.deploy(names)
    expect(deployment).toMatchObject({
      status: 'failed',
      cause: { stage: 'integrate', fact: { code: 'integration_conflict', params: { conflicts: 3, a: 'feature/x', b: 'feature/y' } } },
    })
    const clean = await world.deploy(names.slice(0, 18))
    expect(clean).toMatchObject({ status: 'succeeded', commits: 18 })
  })

  test('blames a clash with the base on nobody else', async () => {
    await using world = await createDeployWorld({ files: { 'shared.txt': lines() } })
    await world.repository.commit('feature/old', { 'shared.txt': lines({ 3: 'branch' }) })
    await world.repository.commit('feature/fine', { 'fine.txt': 'fine' })
    await world.repository.commit('main', { 'shared.txt': lines({ 3: 'base' }) })
    const preview = await world.deployer.preview('staff', 'test', ['feature/old', 'feature/fine'], signal())
    expect(preview.conflicts).toEqual([{ a: 'feature/old', b: null, files: ['shared.txt'] }])
    expect(preview.branches.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['feature/fine', 'merged'],
      ['feature/old', 'conflict_base'],
    ])
  })

  test('names the group where branches clash only together', async () => {
    await using world = await createDeployWorld({
      change: ({ source }) => ({
        source: {
          ...source,
          // Stands for a clash that no pair shows: the chain merges one pair at a time, the matrix asks for all at once.
          mergeTrees: async (repository, pairs, abort) => {
            const ours = await source.commit(repository, pairs[0]?.ours ?? '', abort)
            if (pairs.length === 1 && ours?.parents.length === 2) return [{ clean: false, files: ['a.txt'] }]
            return source.mergeTrees(repository, pairs, abort)
          },
        },
      }),
    })
    for (const name of ['a', 'b', 'c']) await world.repository.commit(`feature/${name}`, { [`${name}.txt`]: name })
    const preview = await world.deployer.preview('staff', 'test', ['feature/a', 'feature/b', 'feature/c'], signal())
    expect(preview.conflicts).toEqual([{ a: 'feature/b', b: 'feature/a', files: ['a.txt'] }])
    expect(preview.branches.map(({ outcome }) => outcome)).toEqual(['conflict_group', 'conflict_group', 'merged'])
  })

  test('previews the same tree that the release gets, writes nothing under a name, and counts commits and people', async () => {
    await using world = await createDeployWorld()
    await world.repository.commit('feature/b', { 'b.txt': 'b' })
    await world.repository.commit('feature/a', { 'a.txt': 'a' })
    await world.repository.git('branch', 'feature/same', 'main')
    const names = ['feature/b', 'feature/same', 'feature/a', 'feature/gone']
    const preview = await world.deployer.preview('staff', 'test', names, signal())
    expect(preview.branches.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['feature/a', 'merged'],
      ['feature/b', 'merged'],
      ['feature/same', 'contained'],
      ['feature/gone', 'gone'],
    ])
    expect(preview).toMatchObject({ commit: null, tree: null, commits: 2, people: ['Li Na'] })
    const whole = await world.deployer.preview('staff', 'test', names.slice(0, 3), signal())
    await world.deploy(names.slice(0, 3))
    const release = await world.deps.releases.get('staff', 'test', 1)
    expect(whole.tree).toBe(await world.deps.source.treeOf(world.repository.path, release?.integrationCommit ?? '', signal()))
  })

  test('says which branches leave the environment, and who brought them', async () => {
    await using world = await createDeployWorld()
    await world.repository.commit('feature/a', { 'a.txt': 'a' })
    await world.repository.commit('feature/b', { 'b.txt': 'b' })
    await world.deploy(['feature/a'])
    await world.deploy(['feature/a', 'feature/b'])
    const preview = await world.deployer.preview('staff', 'test', ['feature/b'], signal())
    const first = await world.deps.releases.get('staff', 'test', 1)
    expect(preview.leaves).toEqual([{ name: 'feature/a', author: 'Li Na', deployedBy: 'wang', deployedAt: first?.createdAt }])
  })

  test('refuses a branch that moved or went since the click, at the click and before the merge', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    const head = await world.repository.commit('feature/a', { 'a.txt': 'a' })
    await world.deps.source.refresh(world.repository.path, signal())
    const request = { kind: 'release' as const, service: 'staff', environment: 'test', branches: [{ name: 'feature/a', head }] }

    await world.repository.forcePush('feature/a', { 'a.txt': 'other' })
    const moved = await world.finished((await world.deployer.start(request, 'wang', null)).id)
    expect(moved.cause).toMatchObject({
      stage: 'integrate',
      fact: { code: 'branch_moved', params: { branch: 'feature/a', expected: head } },
    })
    await expect(world.deployer.start(request, 'wang', null)).rejects.toMatchObject({ code: 'branch_moved' })

    const now = await world.repository.git('rev-parse', 'feature/a')
    await world.repository.deleteBranch('feature/a')
    const again = { ...request, branches: [{ name: 'feature/a', head: now }] }
    const gone = await world.finished((await world.deployer.start(again, 'wang', null)).id)
    expect(gone.cause).toMatchObject({ stage: 'integrate', fact: { code: 'branch_not_found' } })
    await expect(world.deployer.start(again, 'wang', null)).rejects.toMatchObject({ code: 'branch_not_found' })
    expect((await world.get()).release).toBe('staff/test#1')
  })
})
