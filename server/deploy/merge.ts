import type { Integration } from '#contract/workspace.ts'
import type { Sha, Source, SourceBranch } from '../backends/source/port.ts'
import { conflictsBetween, conflictsWithBase, type Head } from './conflicts.ts'

type Branches = Integration['branches']

/** What merging comes to. `merged` holds the heads that went into the tree, in the order in which they were merged. */
export interface Merge {
  branches: Branches
  conflicts: Integration['conflicts']
  /** Null while anything conflicts. */
  tree: Sha | null
  merged: Head[]
  commits: number
  people: string[]
}

/** Far above any real release; what lies beyond is not counted. */
const mostCommits = 10_000

/** Merges one branch after the other in memory; stops at the first that does not go onto those before it. */
const chain = async (source: Source, repository: string, base: Sha, heads: readonly Head[], signal: AbortSignal) => {
  const steps: Sha[] = []
  let at = base
  let tree = await source.treeOf(repository, base, signal)
  for (const { name, head } of heads) {
    const [outcome] = await source.mergeTrees(repository, [{ ours: at, theirs: head }], signal)
    if (outcome === undefined || !outcome.clean) return { clean: false as const, name, files: outcome?.files ?? [] }
    tree = outcome.tree
    at = await source.commitTree(repository, { tree, parents: [at, head], message: `Merge ${name}`, ref: null }, signal)
    steps.push(at)
  }
  return { clean: true as const, tree, tip: at, steps: new Set(steps) }
}

/** A branch that clashes with no single other one but with several together: those that touch the clashing files. */
const groupOf = async (
  source: Source,
  repository: string,
  base: Sha,
  heads: readonly Head[],
  clash: { name: string; files: string[] },
  signal: AbortSignal,
): Promise<Integration['conflicts']> => {
  const before = heads.slice(
    0,
    heads.findIndex(({ name }) => name === clash.name),
  )
  const group: Integration['conflicts'] = []
  for (const { name, head } of before) {
    const changed = new Set((await source.changedFiles(repository, base, head, signal)).map(({ path }) => path))
    const files = clash.files.filter((file) => changed.has(file))
    if (files.length > 0) group.push({ a: clash.name, b: name, files })
  }
  return group
}

const mark = (branches: Branches, conflicts: Integration['conflicts'], outcome: Branches[number]['outcome']): void => {
  const names = new Set(conflicts.flatMap(({ a, b }) => (b === null ? [a] : [a, b])))
  for (const branch of branches) if (names.has(branch.name)) branch.outcome = outcome
}

/**
 * Merges the base and the branches in memory, in the order of their names, so that the same heads always give the same tree.
 * A clash with the base is blamed on nobody else; then every pair that clashes is named, not only the first.
 */
export const merge = async (
  source: Source,
  repository: string,
  base: Sha,
  wanted: readonly SourceBranch[],
  signal: AbortSignal,
): Promise<Merge> => {
  const sorted = wanted.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const distances = await source.distance(
    repository,
    sorted.map(({ head }) => ({ base, head })),
    signal,
  )
  const branches: Branches = sorted.map(({ name, head, author }, index) => {
    const commits = distances[index]?.ahead ?? 0
    return { name, head, author, commits, outcome: commits === 0 ? 'contained' : 'merged' }
  })
  const open = branches.filter(({ outcome }) => outcome === 'merged')
  const none = { branches, tree: null, merged: [], commits: open.reduce((sum, { commits }) => sum + commits, 0) }
  const people = [...new Set(open.map(({ author }) => author))].toSorted()

  // Who clashes with whom is asked only where something does: a chain that goes through has answered it already.
  const merged = await chain(source, repository, base, open, signal)
  if (!merged.clean) {
    const withBase = await conflictsWithBase(source, repository, base, open, signal)
    const clean = open.filter(({ name }) => !withBase.some(({ a }) => a === name))
    const pairs = await conflictsBetween(source, repository, clean, signal)
    mark(branches, withBase, 'conflict_base')
    mark(branches, pairs, 'conflict')
    if (withBase.length + pairs.length > 0) return { ...none, conflicts: [...withBase, ...pairs], people }
    const group = await groupOf(source, repository, base, open, merged, signal)
    mark(branches, [{ a: merged.name, b: null, files: [] }, ...group], 'conflict_group')
    return { ...none, conflicts: group.length > 0 ? group : [{ a: merged.name, b: null, files: merged.files }], people }
  }
  const commits = (await source.commitsBetween(repository, [base], merged.tip, mostCommits, signal)).filter(
    ({ id }) => !merged.steps.has(id),
  )
  const authors = [...new Set(commits.map(({ author }) => author))].toSorted()
  return { branches, conflicts: [], tree: merged.tree, merged: open, commits: commits.length, people: authors }
}
