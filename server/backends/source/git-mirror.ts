import { createHash } from 'node:crypto'
import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, unavailable } from '#contract/errors.ts'
import { GitFailure } from './git-errors.ts'
import { clearStaleLock } from './git-locks.ts'
import { checkAddress } from './git-names.ts'
import { runGit } from './git-process.ts'
import { createSharedWork } from './shared-work.ts'

const fetchedMark = 'culprit-fetched'
const fetchLimitMs = 10 * 60_000

/**
 * Commits that a later integration still names survive as parents of `refs/integration/`; what no ref reaches is packed
 * and kept for days, so that a tree merged a moment ago is still there when it is committed.
 */
const tidy = ['-c', 'gc.auto=6700', '-c', 'gc.autoDetach=false', '-c', 'gc.cruftPacks=true', '-c', 'gc.pruneExpire=3.days.ago']

export interface Mirrors {
  /** The folder of a repository's mirror, fetched once if it was not there. */
  of(repository: string, signal: AbortSignal): Promise<string>
  refresh(repository: string, signal: AbortSignal): Promise<string>
}

/** Bare mirrors of the branches of any repository, one folder each, named by a hash so that an address is never a path. */
export const createMirrors = (folder: string): Mirrors => {
  const known = new Map<string, { path: string; fetch: (signal: AbortSignal) => Promise<void> }>()
  let version: Promise<void> | null = null

  const checkVersion = async (): Promise<void> => {
    version ??= requireVersion().catch((error) => {
      version = null
      throw error
    })
    await version
  }

  const find = (repository: string) => {
    const found = known.get(repository)
    if (found !== undefined) return found
    const path = join(folder, `${createHash('sha256').update(checkAddress(repository)).digest('hex').slice(0, 32)}.git`)
    const mirror = { path, fetch: createSharedWork((signal) => fetchMirror(path, repository, signal)) }
    known.set(repository, mirror)
    return mirror
  }

  const refresh = async (repository: string, signal: AbortSignal): Promise<string> => {
    await checkVersion()
    const mirror = find(repository)
    await mirror.fetch(signal)
    return mirror.path
  }

  return {
    refresh,
    async of(repository, signal) {
      await checkVersion()
      const { path } = find(repository)
      return (await isThere(join(path, fetchedMark))) ? path : refresh(repository, signal)
    },
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const requireVersion = async (): Promise<void> => {
  const { stdout } = await runGit(['version'], { signal: AbortSignal.timeout(10_000) })
  const found = stdout.toString().trim()
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(found) ?? []).map(Number)
  if (major > 2 || (major === 2 && minor >= 38)) return
  throw unavailable(`Culprit needs git 2.38 or later; this machine has "${found}".`, { found })
}

const fetchMirror = async (path: string, repository: string, signal: AbortSignal): Promise<void> => {
  await mkdir(path, { recursive: true, mode: 0o700 })
  if (!(await isThere(join(path, 'HEAD')))) await runGit(['init', '--quiet', '--bare', '--template=', path], { signal })
  const fetch = (): Promise<unknown> =>
    runGit(
      [
        ...['-c', 'fetch.writeCommitGraph=true', 'fetch', '--quiet', '--prune', '--force', '--no-tags', '--no-write-fetch-head'],
        ...['--no-recurse-submodules', '--end-of-options', repository, '+refs/heads/*:refs/heads/*'],
      ],
      { repository: path, remote: true, signal, limitMs: fetchLimitMs },
    )
  await fetch().catch(async (error: unknown) => {
    if (!(error instanceof GitFailure) || !(await clearStaleLock(path, error.stderr))) throw error
    await fetch()
  })
  await markFetched(path, signal)
}

/** The mark is written after the first whole fetch: a mirror killed half way is fetched again, not read. */
const markFetched = async (path: string, signal: AbortSignal): Promise<void> => {
  const { stdout } = await runGit(['for-each-ref', '--count=1', 'refs/heads'], { repository: path, signal })
  if (stdout.length === 0) throw new AppError('empty_repository', 'The repository has no branch yet: push a first commit to it.')
  await mkdir(join(path, fetchedMark), { recursive: true })
  await runGit([...tidy, 'gc', '--auto', '--quiet'], { repository: path, signal, limitMs: fetchLimitMs, accept: [0, 1, 128] })
}
