import type { z } from 'zod'
import type { CommitId } from '#contract/shared.ts'

export type Sha = z.infer<typeof CommitId>

export interface SourceBranch {
  name: string
  head: Sha
  subject: string
  author: string
  authoredAt: number
}

export interface SourceCommit {
  id: Sha
  parents: Sha[]
  author: string
  authoredAt: number
  subject: string
}

export type MergeOutcome = { clean: true; tree: Sha } | { clean: false; files: string[] }

export interface BlameLine {
  no: number
  text: string
  commit: Sha
  author: string
  authoredAt: number
  subject: string
}

/**
 * Git repositories, each known by the address the workspace gives it. Names become object ids once, at the door; every other
 * call takes ids. Failures are `AppError`s: `not_a_repository`, `empty_repository`, `branch_not_found`, `unavailable`.
 */
export interface Source {
  readonly kind: string
  /** Brings the mirror up to date; resolves with the time it took. */
  refresh(repository: string, signal: AbortSignal): Promise<void>
  branches(repository: string, signal: AbortSignal): Promise<SourceBranch[]>
  /** The commit of a full object id, else of `refs/heads/<branch>`, else of a shortened id; null when there is none. */
  resolve(repository: string, name: string, signal: AbortSignal): Promise<Sha | null>
  createBranch(repository: string, name: string, at: Sha, signal: AbortSignal): Promise<void>
  /** Commits on either side of two heads. */
  distance(
    repository: string,
    pairs: readonly { base: Sha; head: Sha }[],
    signal: AbortSignal,
  ): Promise<{ ahead: number; behind: number }[]>
  /** Merges each pair in memory; answers come in the order of the pairs. */
  mergeTrees(repository: string, pairs: readonly { ours: Sha; theirs: Sha }[], signal: AbortSignal): Promise<MergeOutcome[]>
  /** Writes a commit and points `ref` at it; `ref` is under `refs/integration/`, never a branch. */
  commitTree(
    repository: string,
    commit: { tree: Sha; parents: Sha[]; message: string; ref: string | null },
    signal: AbortSignal,
  ): Promise<Sha>
  treeOf(repository: string, commit: Sha, signal: AbortSignal): Promise<Sha>
  isAncestor(repository: string, ancestor: Sha, commit: Sha, signal: AbortSignal): Promise<boolean>
  /** Commits reachable from `to` and not from `from`, newest first. */
  commitsBetween(repository: string, from: readonly Sha[], to: Sha, limit: number, signal: AbortSignal): Promise<SourceCommit[]>
  commit(repository: string, id: string, signal: AbortSignal): Promise<SourceCommit | null>
  changedFiles(repository: string, from: Sha, to: Sha, signal: AbortSignal): Promise<{ path: string; added: number; removed: number }[]>
  /** Writes the files of a commit into an empty folder; links that leave it are refused. */
  materialise(repository: string, commit: Sha, folder: string, signal: AbortSignal): Promise<void>
  /** Blame of lines `from` to `to`; null where the file does not exist at the commit. */
  blame(repository: string, commit: Sha, path: string, from: number, to: number, signal: AbortSignal): Promise<BlameLine[] | null>
  /** Paths of files at a commit that end in `suffix`, at most `limit`. */
  findFiles(repository: string, commit: Sha, suffix: string, limit: number, signal: AbortSignal): Promise<string[]>
}
