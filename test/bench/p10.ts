import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createGitSource } from '../../server/backends/source/git.ts'
import { merge } from '../../server/deploy/merge.ts'
import { type GitRepository, makeGitRepository } from '../support/git-repository.ts'
import type { Measure } from './run.ts'
import { median } from './statistics.ts'

const branchCount = 20
const rounds = 7
const run = promisify(execFile)

const file = (folder: number, index: number): string => `src/module-${folder}/file-${index}.txt`
const text = (seed: string): string => Array.from({ length: 40 }, (_, line) => `${seed} line ${line}`).join('\n')

/** 2,000 files; twenty branches of three commits, each in a folder of its own. */
const makeRepository = async (path: string): Promise<GitRepository> => {
  const files: Record<string, string> = {}
  for (let folder = 0; folder < 40; folder += 1)
    for (let index = 0; index < 50; index += 1) files[file(folder, index)] = text(`${folder}.${index}`)
  const repository = await makeGitRepository(path, files)
  for (let branch = 0; branch < branchCount; branch += 1) {
    for (let commit = 0; commit < 3; commit += 1) {
      const changed = Object.fromEntries(
        Array.from({ length: 4 }, (_, index) => [file(branch, commit * 4 + index), text(`changed by ${branch}`)]),
      )
      await repository.commit(`feature/b${branch}`, changed)
    }
  }
  await repository.git('repack', '-adq')
  return repository
}

/** The floor: one merge-tree and one commit-tree for each branch, nothing else. */
const bareLoop = async (repository: GitRepository, heads: readonly string[]): Promise<number> => {
  const began = performance.now()
  let at = await repository.git('rev-parse', 'main')
  for (const head of heads) {
    const { stdout } = await run('git', ['merge-tree', '--write-tree', at, head], { cwd: repository.path })
    at = await repository.git('commit-tree', stdout.trim(), '-p', at, '-p', head, '-m', 'merge')
  }
  return performance.now() - began
}

/** P10: the integration of twenty branches, pinned heads to final tree, against the bare loop in the same repository. */
export const measure = async (): Promise<Measure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-p10-'))
  try {
    const repository = await makeRepository(join(folder, 'origin'))
    const signal = AbortSignal.timeout(120_000)
    const floors: number[] = []
    const values: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      // A mirror of its own each round: nothing that an earlier round remembered helps.
      const source = createGitSource({ folder: join(folder, `mirrors-${round}`) })
      await source.refresh(repository.path, signal)
      const branches = (await source.branches(repository.path, signal)).filter(({ name }) => name !== 'main')
      const base = await source.resolve(repository.path, 'main', signal)
      floors.push(
        await bareLoop(
          repository,
          branches.map(({ head }) => head),
        ),
      )
      const began = performance.now()
      const merged = await merge(source, repository.path, base ?? '', branches, signal)
      values.push(performance.now() - began)
      if (merged.tree === null || merged.merged.length !== branchCount) throw new Error('The integration is not complete.')
    }
    const value = median(values)
    const floor = median(floors)
    return [
      {
        id: 'P10',
        value: Math.round(value),
        unit: 'ms',
        floor: Math.round(floor),
        ratio: value / floor,
        target: '<= 1.2x',
        ok: value / floor <= 1.2,
      },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
