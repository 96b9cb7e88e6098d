import { notFound } from '#contract/errors.ts'
import type { SourceSlice, Stack } from '#contract/telemetry.ts'
import { parseReleaseId } from '#lib/identity.ts'
import type { ReleaseRecord } from '../records/releases.ts'
import { createCache } from './cache.ts'
import type { TriageDeps } from './deps.ts'
import { withRepositoryPaths } from './stack/repository-path.ts'

/** Lines shown above and below the line in question. */
const around = 5
const maxFiles = 200
/** Commits of one branch that are looked through for the one that brought a line. */
const maxCommits = 2000

/** A release whose code can be read: what it was built from, and where that lies. */
export interface Contents {
  release: ReleaseRecord
  repository: string
  commit: string
}

export interface Code {
  contents(id: string): Promise<Contents | null>
  /** Adds the paths in the repository to the frames of the service's own code. */
  place(stack: Stack, contents: Contents, signal: AbortSignal): Promise<Stack>
  /** Lines around one line with blame, and the branch of the release that brought each. */
  slice(contents: Contents, path: string, line: number, signal: AbortSignal): Promise<SourceSlice | null>
  has(contents: Contents, commit: string, signal: AbortSignal): Promise<boolean>
}

/** Reads the code that a release runs. Answers about commits never change, so they are kept while there is room. */
export const createCode = ({ source, workspace, releases }: Pick<TriageDeps, 'source' | 'workspace' | 'releases'>): Code => {
  const files = createCache<readonly string[]>(2000)
  const owners = createCache<ReadonlyMap<string, string>>(50)
  const slices = createCache<SourceSlice | null>(300)

  /** Commit to branch. A branch that stands on another one owns only what it added, so shorter branches come first. */
  const branchOfCommits = ({ release, repository }: Contents, signal: AbortSignal): Promise<ReadonlyMap<string, string>> =>
    owners(`${release.id} ${release.integrationCommit}`, async () => {
      const owner = new Map<string, string>()
      for (const { name, head } of [...release.branches].sort((a, b) => a.commits - b.commits)) {
        const commits = await source.commitsBetween(repository, [release.baseCommit], head, maxCommits, signal)
        for (const { id } of commits) if (!owner.has(id)) owner.set(id, name)
      }
      return owner
    })

  return {
    async contents(id) {
      const parsed = parseReleaseId(id)
      if (parsed === null) return null
      const release = await releases.get(parsed.service, parsed.environment, parsed.number)
      const service = (await workspace.services()).find(({ name }) => name === parsed.service)
      if (release === null || release.integrationCommit === null || service === undefined) return null
      return { release, repository: service.repository, commit: release.integrationCommit }
    },
    place: (stack, { repository, commit }, signal) =>
      withRepositoryPaths(stack, (name) =>
        files(`${repository} ${commit} ${name}`, () => source.findFiles(repository, commit, name, maxFiles, signal)),
      ),
    slice(contents, path, line, signal) {
      const { repository, commit, release } = contents
      return slices(`${release.id} ${commit} ${path}:${line}`, async () => {
        const lines = await source.blame(repository, commit, path, Math.max(1, line - around), line + around, signal)
        if (lines === null || lines.length === 0) return null
        const owner = await branchOfCommits(contents, signal)
        return { path, commit, line, lines: lines.map((one) => ({ ...one, branch: owner.get(one.commit) ?? null })) }
      })
    },
    has: ({ repository, commit }, ancestor, signal) => source.isAncestor(repository, ancestor, commit, signal),
  }
}

/** The slice that a page asks for by release, path and line; every way to miss it says what is not there. */
export const sourceAt =
  (code: Code) =>
  async (service: string, release: string, path: string, line: number, signal: AbortSignal): Promise<SourceSlice> => {
    const contents = await code.contents(release)
    if (contents === null || contents.release.service !== service) throw notFound('release', release)
    const slice = await code.slice(contents, path, line, signal)
    if (slice === null) throw notFound('file', `${path}:${line} in ${release}`)
    return slice
  }
