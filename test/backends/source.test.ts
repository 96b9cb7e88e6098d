import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createAnswerCache } from '../../server/backends/source/answer-cache.ts'
import { createGitSource } from '../../server/backends/source/git.ts'
import { leavesFolder } from '../../server/backends/source/git-links.ts'
import { openOrigin } from '../support/git-origin.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { sourceConformance } from './source-conformance.ts'

const limit = (): AbortSignal => AbortSignal.timeout(20_000)

sourceConformance('git', async () => {
  const stack = new AsyncDisposableStack()
  const folder = stack.use(await tempFolder())
  const origin = stack.use(await openOrigin())
  return { source: createGitSource({ folder: folder.path }), origin, [Symbol.asyncDispose]: () => stack.disposeAsync() }
})

describe('git', () => {
  test.each([
    ['/nope/at/all', 'not_a_repository'],
    ['relative/path', 'not_a_repository'],
    ['--upload-pack=touch /tmp/x', 'not_a_repository'],
    ['ext::sh -c "touch /tmp/x"', 'not_a_repository'],
    ['fd::0', 'not_a_repository'],
    ['https://user:hidden@127.0.0.1:1/x.git', 'unavailable'],
    ['ssh://-oProxyCommand=x/y', 'not_a_repository'],
  ])('refuses %s with a reason that holds no credentials', async (address, code) => {
    await using folder = await tempFolder()
    const source = createGitSource({ folder: folder.path })
    const refusal = await source.refresh(address, limit()).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code })
    expect(String(refusal)).not.toContain('hidden')
  })

  test('says of a plain folder that it is no repository', async () => {
    await using folder = await tempFolder()
    const source = createGitSource({ folder: join(folder.path, 'mirrors') })
    await expect(source.branches(folder.path, limit())).rejects.toMatchObject({ code: 'not_a_repository' })
  })

  test('never uses an address as the name of a folder', async () => {
    await using folder = await tempFolder()
    await using origin = await openOrigin()
    await origin.commit('main', [], { a: 'a' })
    await createGitSource({ folder: folder.path }).refresh(origin.address, limit())
    expect(await readdir(folder.path)).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.git$/)])
  })

  test('goes on after a git that was killed while it held a lock', async () => {
    await using folder = await tempFolder()
    await using origin = await openOrigin()
    const base = await origin.commit('main', [], { a: 'a' })
    const source = createGitSource({ folder: folder.path })
    await source.refresh(origin.address, limit())
    const [mirror = ''] = await readdir(folder.path)
    const head = await origin.commit('main', [base], { a: 'b' })
    await mkdir(join(folder.path, mirror, 'refs/heads'), { recursive: true })
    await writeFile(join(folder.path, mirror, 'refs/heads/main.lock'), '')
    await source.refresh(origin.address, limit())
    expect(await source.resolve(origin.address, 'main', limit())).toBe(head)
  })

  test.each([
    ['a', { a: 'b/c' }, false],
    ['d/a', { 'd/a': '../b' }, false],
    ['d/a', { 'd/a': '../../b' }, true],
    ['a', { a: '/x' }, true],
    ['a', { a: 'b', b: 'a' }, false],
    ['a', { a: 'p/q/r/../x', 'p/q/r': '../..' }, true],
    ['a', { a: 'l/x', l: '/etc' }, true],
    ['a', { a: 'x/..' }, false],
  ])('knows whether link %s of %j leaves its folder', (path, links, leaves) => {
    expect(leavesFolder(path, new Map(Object.entries(links)))).toBe(leaves)
  })

  test('asks again only for pairs it does not know, and forgets the oldest', async () => {
    let now = 0
    const asked: string[][] = []
    const cache = createAnswerCache<string>(2, 10, () => now)
    const ask = (...keys: string[]) =>
      cache.all(
        keys,
        (key) => key,
        async (missing) => {
          asked.push([...missing])
          return missing.map((key) => key.toUpperCase())
        },
      )
    expect(await ask('a', 'b', 'a')).toEqual(['A', 'B', 'A'])
    expect(await ask('b', 'c')).toEqual(['B', 'C'])
    expect(await ask('a', 'c')).toEqual(['A', 'C'])
    now = 20
    await ask('c')
    expect(asked).toEqual([['a', 'b'], ['c'], ['a'], ['c']])
  })
})
