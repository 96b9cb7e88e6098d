import { AppError, badRequest } from '#contract/errors.ts'
import { GitFailure } from './git-errors.ts'
import { branchNameRefusal, checkSha } from './git-names.ts'
import { runGit } from './git-process.ts'
import type { Sha } from './port.ts'

const refusedName = (name: string, why: string): AppError =>
  new AppError('name_refused', `A branch cannot be named ${JSON.stringify(name)}: ${why}.`, { name, why })

/** Creates the branch at the origin, never moving one that is there, and then shows it in the mirror. */
export const createBranch = async (mirror: string, repository: string, name: string, at: Sha, signal: AbortSignal): Promise<void> => {
  const why = branchNameRefusal(name)
  if (why !== null) throw refusedName(name, why)
  const { code } = await runGit(['check-ref-format', '--branch', name], { repository: mirror, signal, accept: [0, 1, 128] })
  if (code !== 0) throw refusedName(name, 'git does not allow it')

  const ref = `refs/heads/${name}`
  // A lease on "does not exist" is the only push that cannot fast-forward a branch made in the same moment.
  const args = ['push', '--quiet', '--no-verify', `--force-with-lease=${ref}:`, ...hooksOff(repository)]
  try {
    await runGit([...args, '--end-of-options', repository, `${checkSha(at)}:${ref}`], { repository: mirror, remote: true, signal })
  } catch (error) {
    throw explainPush(error, name)
  }
  await runGit(['update-ref', ref, at], { repository: mirror, signal, accept: [0, 128] })
}

/** A repository on this machine would run its hooks as us; one behind a network runs them as itself. */
const hooksOff = (repository: string): string[] =>
  repository.startsWith('/') || repository.startsWith('file:') ? ['--receive-pack=git -c core.hooksPath=/dev/null receive-pack'] : []

const explainPush = (error: unknown, name: string): unknown => {
  if (!(error instanceof GitFailure)) return error
  if (/stale info|already exists/.test(error.stderr))
    return new AppError('branch_exists', `There is a branch ${JSON.stringify(name)} already.`, { name })
  if (/cannot lock ref|directory file conflict|failed to update ref/.test(error.stderr))
    return new AppError('branch_exists', `A branch stands in the way of ${JSON.stringify(name)}: one name is a folder of the other.`, {
      name,
    })
  return error
}

/** Writes a commit; the time of its author and committer is the console's, so that the caller's clock decides. */
export const commitTree = async (
  mirror: string,
  commit: { tree: Sha; parents: readonly Sha[]; message: string; ref: string | null },
  now: number,
  signal: AbortSignal,
): Promise<Sha> => {
  if (commit.ref !== null && !/^refs\/integration(\/[a-z0-9][a-z0-9-]*)+$/.test(commit.ref))
    throw badRequest('An integration is kept under refs/integration/, in lower-case names.')
  const parents = commit.parents.flatMap((parent) => ['-p', checkSha(parent)])
  const date = `${Math.floor(now / 1000)} +0000`
  const { stdout } = await runGit(['commit-tree', ...parents, '-F', '-', checkSha(commit.tree)], {
    repository: mirror,
    signal,
    input: commit.message,
    environment: { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
  })
  const id = stdout.toString().trim()
  if (commit.ref !== null) await runGit(['update-ref', '--end-of-options', commit.ref, id], { repository: mirror, signal })
  return id
}
