import { type Clock, systemClock } from '#lib/clock.ts'
import { createAnswerCache } from './answer-cache.ts'
import { materialise } from './git-checkout.ts'
import { countDistances } from './git-distance.ts'
import { blame, changedFiles, findFiles, treeOf } from './git-files.ts'
import { commitsBetween, listBranches, readCommit, resolveName } from './git-history.ts'
import { mergePairs } from './git-merge.ts'
import { createMirrors } from './git-mirror.ts'
import { checkSha } from './git-names.ts'
import { runGit } from './git-process.ts'
import { commitTree, createBranch } from './git-write.ts'
import type { MergeOutcome, Source } from './port.ts'

const day = 24 * 60 * 60_000

/** Any git repository, by path or address, through bare mirrors in `folder` and the git command. */
export const createGitSource = ({ folder, clock = systemClock }: { folder: string; clock?: Clock }): Source => {
  const mirrors = createMirrors(folder)
  // A matrix of 300 branches has 45,000 pairs.
  const merges = createAnswerCache<MergeOutcome>(100_000, day, clock.now)
  const distances = createAnswerCache<{ ahead: number; behind: number }>(20_000, day, clock.now)

  return {
    kind: 'git',
    async refresh(repository, signal) {
      await mirrors.refresh(repository, signal)
    },
    async branches(repository, signal) {
      return listBranches(await mirrors.of(repository, signal), signal)
    },
    async resolve(repository, name, signal) {
      return resolveName(await mirrors.of(repository, signal), name, signal)
    },
    async createBranch(repository, name, at, signal) {
      await createBranch(await mirrors.of(repository, signal), repository, name, at, signal)
    },
    async distance(repository, pairs, signal) {
      const mirror = await mirrors.of(repository, signal)
      return distances.all(
        pairs,
        ({ base, head }) => `${mirror} ${base} ${head}`,
        (missing) => countDistances(mirror, missing, signal),
      )
    },
    async mergeTrees(repository, pairs, signal) {
      const mirror = await mirrors.of(repository, signal)
      return merges.all(
        pairs,
        ({ ours, theirs }) => `${mirror} ${ours} ${theirs}`,
        (missing) => mergePairs(mirror, missing, signal),
      )
    },
    async commitTree(repository, commit, signal) {
      return commitTree(await mirrors.of(repository, signal), commit, clock.now(), signal)
    },
    async treeOf(repository, commit, signal) {
      return treeOf(await mirrors.of(repository, signal), commit, signal)
    },
    async isAncestor(repository, ancestor, commit, signal) {
      const mirror = await mirrors.of(repository, signal)
      const args = ['merge-base', '--is-ancestor', checkSha(ancestor), checkSha(commit)]
      return (await runGit(args, { repository: mirror, signal, accept: [0, 1] })).code === 0
    },
    async commitsBetween(repository, from, to, limit, signal) {
      return commitsBetween(await mirrors.of(repository, signal), from, to, limit, signal)
    },
    async commit(repository, id, signal) {
      return readCommit(await mirrors.of(repository, signal), id, signal)
    },
    async changedFiles(repository, from, to, signal) {
      return changedFiles(await mirrors.of(repository, signal), from, to, signal)
    },
    async materialise(repository, commit, folder, signal) {
      await materialise(await mirrors.of(repository, signal), commit, folder, signal)
    },
    async blame(repository, commit, path, from, to, signal) {
      return blame(await mirrors.of(repository, signal), commit, path, from, to, signal)
    },
    async findFiles(repository, commit, suffix, limit, signal) {
      return findFiles(await mirrors.of(repository, signal), commit, suffix, limit, signal)
    },
  }
}
