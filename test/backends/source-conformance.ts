import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Source } from '../../server/backends/source/port.ts'
import type { Origin } from '../support/git-origin.ts'
import { tempFolder } from '../support/temp-folder.ts'

export interface SourceSubject extends AsyncDisposable {
  source: Source
  origin: Origin
}

const limit = (): AbortSignal => AbortSignal.timeout(20_000)
/** Names that git takes for a branch when they are written as a ref. */
const hostileNames = [
  '-x',
  '--upload-pack=x',
  '$(id)',
  'a;b',
  'a|b',
  "a'b",
  'a&b',
  '<img>',
  'HEAD',
  'refs/heads/main',
  '%2e%2e',
  'a\u202eb',
]
const idLike = 'a'.repeat(40)

/** What every source of branches promises. `open` gives an empty origin and the source that reads it. */
export const sourceConformance = (name: string, open: () => Promise<SourceSubject>): void => {
  describe(`source: ${name}`, () => {
    /** Two branches that clash in one file, and one that merges with both. */
    const openTeam = async () => {
      const subject = await open()
      const { origin, source } = subject
      const base = await origin.commit('main', [], { 'src/mapper.ts': 'one\ntwo\nthree\n', 'README.md': 'hello\n' })
      const dept = await origin.commit('feature/dept', [base], { 'src/mapper.ts': 'one\nDEPT\nthree\n' })
      const name = await origin.commit('feature/name', [base], { 'src/mapper.ts': 'one\nNAME\nthree\n' })
      const docs = await origin.commit('docs', [base], { 'docs/读我.md': 'text\n' })
      await source.refresh(origin.address, limit())
      return { subject, source, origin, at: origin.address, base, dept, name, docs }
    }

    test('lists every branch with its head, author and subject', async () => {
      const { subject, source, at, dept } = await openTeam()
      await using _ = subject
      const branches = await source.branches(at, limit())
      expect(branches.map(({ name }) => name).sort()).toEqual(['docs', 'feature/dept', 'feature/name', 'main'])
      expect(branches.find(({ name }) => name === 'feature/dept')).toMatchObject({
        head: dept,
        author: 'Li Na',
        subject: 'Work on feature/dept',
      })
    })

    test('names the conflicting files of each pair and merges the others, in the order asked', async () => {
      const { subject, source, at, dept, name, docs } = await openTeam()
      await using _ = subject
      const pairs = [
        { ours: dept, theirs: name },
        { ours: dept, theirs: docs },
        { ours: name, theirs: dept },
      ]
      const first = await source.mergeTrees(at, pairs, limit())
      expect(first[0]).toEqual({ clean: false, files: ['src/mapper.ts'] })
      expect(first[1]).toMatchObject({ clean: true, tree: expect.stringMatching(/^[0-9a-f]{40}$/) })
      expect(first[2]).toEqual({ clean: false, files: ['src/mapper.ts'] })
      expect(await source.mergeTrees(at, pairs, limit())).toEqual(first)
      expect(await source.mergeTrees(at, [], limit())).toEqual([])
    })

    test('keeps a merge as a commit with both parents, out of the branches', async () => {
      const { subject, source, at, dept, docs } = await openTeam()
      await using _ = subject
      const [merge] = await source.mergeTrees(at, [{ ours: dept, theirs: docs }], limit())
      if (!merge?.clean) throw new Error('the branches do not clash')
      const ask = { tree: merge.tree, parents: [dept, docs], message: 'Integrate', ref: 'refs/integration/test/1' }
      const commit = await source.commitTree(at, ask, limit())
      expect(await source.commit(at, commit, limit())).toMatchObject({ id: commit, parents: [dept, docs], subject: 'Integrate' })
      expect(await source.treeOf(at, commit, limit())).toBe(merge.tree)
      expect(await source.isAncestor(at, dept, commit, limit())).toBe(true)
      expect(await source.isAncestor(at, commit, dept, limit())).toBe(false)
      await source.refresh(at, limit())
      expect(await source.branches(at, limit())).toHaveLength(4)
      expect(await source.commit(at, commit, limit())).not.toBeNull()
      await expect(source.commitTree(at, { ...ask, ref: 'refs/heads/main' }, limit())).rejects.toMatchObject({ code: 'bad_request' })
    })

    test('counts the commits on either side of two heads', async () => {
      const { subject, source, origin, at, base, dept, docs } = await openTeam()
      await using _ = subject
      const more = await origin.commit('docs', [docs], { 'docs/more.md': 'more\n' })
      await source.refresh(at, limit())
      const distances = await source.distance(
        at,
        [
          { base, head: more },
          { base: more, head: dept },
        ],
        limit(),
      )
      expect(distances).toEqual([
        { ahead: 2, behind: 0 },
        { ahead: 1, behind: 2 },
      ])
      const between = await source.commitsBetween(at, [base], more, 10, limit())
      expect(between.map(({ id }) => id)).toEqual([more, docs])
      expect(await source.commitsBetween(at, [base], more, 1, limit())).toHaveLength(1)
    })

    test('counts the same for many pairs at once as for one', async () => {
      await using subject = await open()
      const { source, origin } = subject
      const root = await origin.commit('main', [], { root: 'x' })
      const heads = [root, await origin.commit('alone', [], { alone: 'x' })]
      for (let step = 0; step < 6; step += 1) {
        const newest = heads.at(-1) ?? root
        heads.push(await origin.commit(`b${step}`, step % 2 === 0 ? [newest, root] : [heads[step] ?? root], { [`f${step}`]: 'x' }))
      }
      await source.refresh(origin.address, limit())
      const pairs = heads.flatMap((base) => heads.map((head) => ({ base, head })))
      const many = await source.distance(origin.address, pairs, limit())
      await using other = await open()
      for (const [index, pair] of pairs.entries()) {
        if (index % 5 !== 0) continue
        expect(await other.source.distance(origin.address, [pair], limit()), JSON.stringify(pair)).toEqual([many[index]])
      }
    })

    test('follows a force-pushed branch and forgets a deleted one, while the old commit stays readable', async () => {
      const { subject, source, origin, at, base, dept } = await openTeam()
      await using _ = subject
      const rewritten = await origin.commit('feature/dept', [base], { 'src/mapper.ts': 'rewritten\n' })
      await origin.setRef('refs/heads/docs', null)
      await source.refresh(at, limit())
      expect(await source.resolve(at, 'feature/dept', limit())).toBe(rewritten)
      expect(await source.resolve(at, 'docs', limit())).toBeNull()
      expect(await source.commit(at, dept, limit())).toMatchObject({ id: dept })
    })

    test('sees a push that came before it was asked, however many ask at once', async () => {
      const { subject, source, origin, at, base } = await openTeam()
      await using _ = subject
      const early = source.refresh(at, limit())
      const head = await origin.commit('late', [base], { late: 'x' })
      await Promise.all([early, ...Array.from({ length: 5 }, () => source.refresh(at, limit()))])
      expect(await source.resolve(at, 'late', limit())).toBe(head)
    })

    test('resolves a branch, a full and a shortened id, and nothing else', async () => {
      const { subject, source, at, base, dept } = await openTeam()
      await using _ = subject
      expect(await source.resolve(at, 'feature/dept', limit())).toBe(dept)
      expect(await source.resolve(at, dept, limit())).toBe(dept)
      expect(await source.resolve(at, base.slice(0, 10), limit())).toBe(base)
      for (const text of ['nope', 'main~1', 'main^{tree}', 'main@{0}', ':/Work', 'main..docs', '', '-x', '0'.repeat(40)])
        expect(await source.resolve(at, text, limit()), text).toBeNull()
    })

    test('carries hostile branch names as mere names', async () => {
      const { subject, source, origin, at, base } = await openTeam()
      await using _ = subject
      for (const name of [...hostileNames, idLike]) await origin.setRef(`refs/heads/${name}`, base)
      await source.refresh(at, limit())
      const names = (await source.branches(at, limit())).map(({ name }) => name)
      for (const name of hostileNames) {
        expect(names).toContain(name)
        expect(await source.resolve(at, name, limit()), name).toBe(base)
      }
      // A branch cannot pass for a commit.
      expect(await source.resolve(at, idLike, limit())).toBeNull()
    })

    test('creates a branch at the origin, and refuses one that exists or is in its way', async () => {
      const { subject, source, origin, at, base, dept } = await openTeam()
      await using _ = subject
      await source.createBranch(at, 'feature/new', dept, limit())
      expect(await origin.ref('refs/heads/feature/new')).toBe(dept)
      expect(await source.resolve(at, 'feature/new', limit())).toBe(dept)
      for (const taken of ['main', 'feature', 'main/sub'])
        await expect(source.createBranch(at, taken, dept, limit()), taken).rejects.toMatchObject({ code: 'branch_exists' })
      expect(await origin.ref('refs/heads/main')).toBe(base)
    })

    test.each(['-x', '--upload-pack=x', 'HEAD', 'refs/heads/x', idLike, 'a b', 'a..b', '../x', 'a~1', '@{-1}', '', 'a\u202eb', 'a\nb'])(
      'refuses %j as the name of a new branch',
      async (name) => {
        const { subject, source, at, dept } = await openTeam()
        await using _ = subject
        await expect(source.createBranch(at, name, dept, limit())).rejects.toMatchObject({ code: 'name_refused' })
      },
    )

    test('writes the files of a commit, with modes and links, and runs nothing of the repository', async () => {
      const { subject, source, origin, at, base } = await openTeam()
      await using _ = subject
      await using folder = await tempFolder()
      const into = join(folder.path, 'files')
      const commit = await origin.commit('files', [base], {
        '.gitattributes': '* filter=evil\n*.txt eol=lf\n',
        'run.sh': { kind: 'executable', content: '#!/bin/sh\n' },
        'lib/link': { kind: 'link', content: '../run.sh' },
        '-rf': 'dash\n',
        module: { kind: 'submodule', content: base },
      })
      await source.refresh(at, limit())
      await source.materialise(at, commit, into, limit())
      expect((await lstat(join(into, 'run.sh'))).mode & 0o111).not.toBe(0)
      expect(await readFile(join(into, 'lib/link'), 'utf8')).toBe('#!/bin/sh\n')
      expect(await readFile(join(into, '-rf'), 'utf8')).toBe('dash\n')
      expect(await readdir(join(into, 'module'))).toEqual([])
      expect(await readdir(into)).not.toContain('.git')
    })

    test.each([
      ['an absolute link', { evil: { kind: 'link' as const, content: '/etc/passwd' } }],
      ['a link above its folder', { 'a/evil': { kind: 'link' as const, content: '../../x' } }],
      [
        'a link through another link',
        { 'p/q/root': { kind: 'link' as const, content: '../..' }, evil: { kind: 'link' as const, content: 'p/q/root/../x' } },
      ],
    ])('refuses to write %s', async (_name, files) => {
      const { subject, source, origin, at, base } = await openTeam()
      await using _ = subject
      await using folder = await tempFolder()
      const commit = await origin.commit('evil', [base], files)
      await source.refresh(at, limit())
      await expect(source.materialise(at, commit, folder.path, limit())).rejects.toMatchObject({ code: 'bad_request' })
      expect(await readdir(folder.path)).toEqual([])
    })

    test('blames lines, and says null of a file that is not there', async () => {
      const { subject, source, at, base, dept } = await openTeam()
      await using _ = subject
      const lines = await source.blame(at, dept, 'src/mapper.ts', 1, 2, limit())
      expect(lines).toMatchObject([
        { no: 1, text: 'one', commit: base, author: 'Li Na', subject: 'Work on main' },
        { no: 2, text: 'DEPT', commit: dept },
      ])
      expect(await source.blame(at, dept, 'src/mapper.ts', 50, 60, limit())).toEqual([])
      for (const path of ['nope.ts', '../etc/passwd', '--contents=/etc/passwd', '', 'src'])
        expect(await source.blame(at, dept, path, 1, 1, limit()), path).toBeNull()
    })

    test('finds files by their end and tells what changed, in any script', async () => {
      const { subject, source, at, base, docs } = await openTeam()
      await using _ = subject
      expect((await source.findFiles(at, docs, '.md', 10, limit())).sort()).toEqual(['README.md', 'docs/读我.md'])
      expect(await source.findFiles(at, docs, '.md', 1, limit())).toHaveLength(1)
      expect(await source.changedFiles(at, base, docs, limit())).toEqual([{ path: 'docs/读我.md', added: 1, removed: 0 }])
    })

    test('says that a repository is empty', async () => {
      await using subject = await open()
      await expect(subject.source.refresh(subject.origin.address, limit())).rejects.toMatchObject({ code: 'empty_repository' })
    })

    test('says that a commit is gone instead of failing', async () => {
      const { subject, source, at, dept } = await openTeam()
      await using _ = subject
      const gone = '1'.repeat(40)
      await expect(source.mergeTrees(at, [{ ours: dept, theirs: gone }], limit())).rejects.toMatchObject({ code: 'not_found' })
      await expect(source.treeOf(at, gone, limit())).rejects.toMatchObject({ code: 'not_found' })
      expect(await source.commit(at, gone, limit())).toBeNull()
    })

    test('stops at once when the caller gives up', async () => {
      const { subject, source, at } = await openTeam()
      await using _ = subject
      await expect(source.refresh(at, AbortSignal.abort(new Error('gave up')))).rejects.toThrow('gave up')
    })
  })
}
