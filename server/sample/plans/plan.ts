import type { Person } from '../people.ts'

/** A change of one file: a text in it that becomes another, or a whole file from `templates/branches/<service>/`. */
export type Change = { path: string; find: string; replace: string } | { path: string; from: string }

/**
 * A commit of `main`. The templates hold what `main` is today, so a commit tells what is older than itself: the files that it
 * added, and the texts that it put in the place of older ones.
 */
export interface MainCommit {
  by: Person
  daysAgo: number
  subject: string
  adds?: readonly string[]
  /** `now` is in the file since this commit; `was` stood there before. */
  changes?: readonly { path: string; now: string; was: string }[]
}

export interface BranchCommit {
  hoursAgo: number
  subject: string
  changes: readonly Change[]
}

export interface BranchPlan {
  name: string
  by: Person
  /** Number of the commit of `main`, from 1, where it begins. */
  from: number
  commits: readonly BranchCommit[]
}

/** The history of one repository. Layers are folders of `templates/`, later ones on top. */
export interface RepositoryPlan {
  service: string
  layers: readonly string[]
  main: readonly MainCommit[]
  branches: readonly BranchPlan[]
}
