import type { Branch, Integration } from '#contract/workspace.ts'

/** The person's choice: `with` goes in, `held` stays in sight and in the clash matrix, but is not deployed. */
export interface Choice {
  with: readonly string[]
  held: readonly string[]
}

export type Standing =
  | { kind: 'same' | 'new' | 'contained' | 'conflict_base' | 'conflict_group' | 'gone' | 'absent' }
  | { kind: 'moved'; commits: number }
  | { kind: 'clash'; numbers: number[] }

export interface DeployRow {
  branch: Branch
  /** Its number in the matrix; null for a branch that is not considered. */
  number: number | null
  ticked: boolean
  standing: Standing
}

/** A pair that does not merge; `b` is null for a clash with the base. */
export interface Clash {
  a: string
  b: string | null
  files: string[]
}

export const branchFilters = ['ticked', 'here', 'all'] as const
export type BranchFilter = (typeof branchFilters)[number]

/** What the environment runs now stays ticked. */
export const initialChoice = (branches: readonly Branch[]): Choice => ({
  with: branches.filter((branch) => branch.here !== 'absent').map((branch) => branch.name),
  held: [],
})

/** Ticks, or unticks: a branch unticked by hand leaves the matrix as well, unless it clashed there. */
export const toggleBranch = (choice: Choice, name: string, clashes: readonly Clash[]): Choice => {
  if (!choice.with.includes(name)) return { with: [...choice.with, name], held: choice.held.filter((held) => held !== name) }
  const stays = clashes.some((clash) => clash.a === name || clash.b === name)
  return { with: choice.with.filter((other) => other !== name), held: stays ? [...choice.held, name] : choice.held }
}

export const considered = (choice: Choice): string[] => [...choice.with, ...choice.held]

/** Considered branches in list order (newest first), counted from 1. */
export const numberBranches = (branches: readonly Branch[], choice: Choice): Map<string, number> => {
  const wanted = new Set(considered(choice))
  const names = branches.filter((branch) => wanted.has(branch.name)).map((branch) => branch.name)
  return new Map(names.map((name, index) => [name, index + 1]))
}

const foes = (name: string, clashes: readonly Clash[], numbers: ReadonlyMap<string, number>): number[] =>
  clashes
    .flatMap(({ a, b }) => (a === name && b !== null ? [b] : b === name ? [a] : []))
    .flatMap((other) => numbers.get(other) ?? [])
    .sort((left, right) => left - right)

const againstEnvironment = (branch: Branch): Standing => {
  if (branch.ahead === 0) return { kind: 'contained' }
  if (branch.here === 'same') return { kind: 'same' }
  return branch.here === 'moved' ? { kind: 'moved', commits: branch.newCommits } : { kind: 'new' }
}

/** How a branch stands: what stops a merge first, then what changes in the environment. */
const standingOf = (branch: Branch, numbers: ReadonlyMap<string, number>, preview: Integration | undefined): Standing => {
  if (!numbers.has(branch.name)) return branch.here === 'absent' ? { kind: 'absent' } : againstEnvironment(branch)
  const clashes = preview?.conflicts ?? []
  const outcome = preview?.branches.find((merged) => merged.name === branch.name)?.outcome
  if (outcome === 'gone') return { kind: 'gone' }
  if (clashes.some((clash) => clash.a === branch.name && clash.b === null)) return { kind: 'conflict_base' }
  const rivals = foes(branch.name, clashes, numbers)
  if (rivals.length > 0) return { kind: 'clash', numbers: rivals }
  if (outcome === 'conflict_base' || outcome === 'conflict_group' || outcome === 'contained') return { kind: outcome }
  return againstEnvironment(branch)
}

const passesFilter = (branch: Branch, filter: BranchFilter, numbers: ReadonlyMap<string, number>): boolean => {
  if (filter === 'all') return true
  return filter === 'here' ? branch.here !== 'absent' : numbers.has(branch.name)
}

const passesSearch = (branch: Branch, text: string): boolean => {
  const needle = text.trim().toLowerCase()
  return needle === '' || `${branch.name}\n${branch.subject}\n${branch.author}`.toLowerCase().includes(needle)
}

/** The rows of the branch table, in list order. */
export const buildRows = (
  branches: readonly Branch[],
  choice: Choice,
  preview: Integration | undefined,
  view: { filter: BranchFilter; text: string },
): DeployRow[] => {
  const numbers = numberBranches(branches, choice)
  const ticked = new Set(choice.with)
  return branches
    .filter((branch) => passesFilter(branch, view.filter, numbers) && passesSearch(branch, view.text))
    .map((branch) => ({
      branch,
      number: numbers.get(branch.name) ?? null,
      ticked: ticked.has(branch.name),
      standing: standingOf(branch, numbers, preview),
    }))
}

/**
 * The most branches that merge in pairs: a maximum independent set of the clash graph. Exact up to `exactLimit` branches that
 * clash at all (a branch either stays, which removes its rivals, or goes); beyond it the branch with most rivals goes first.
 */
export const largestFittingSet = (names: readonly string[], clashes: readonly Clash[], exactLimit = 24): string[] => {
  const impossible = new Set(clashes.filter((clash) => clash.b === null).map((clash) => clash.a))
  const possible = names.filter((name) => !impossible.has(name))
  const rivals = new Map(possible.map((name) => [name, new Set<string>()]))
  for (const { a, b } of clashes) {
    if (b === null || !rivals.has(a) || !rivals.has(b)) continue
    rivals.get(a)?.add(b)
    rivals.get(b)?.add(a)
  }
  const fighting = possible.filter((name) => (rivals.get(name)?.size ?? 0) > 0)
  const kept = new Set(fighting.length <= exactLimit ? keepMost(fighting, rivals) : dropWorst(fighting, rivals))
  return possible.filter((name) => rivals.get(name)?.size === 0 || kept.has(name))
}

const keepMost = (names: readonly string[], rivals: ReadonlyMap<string, ReadonlySet<string>>): string[] => {
  const [first, ...rest] = names
  if (first === undefined) return []
  const staying = [
    first,
    ...keepMost(
      rest.filter((name) => !rivals.get(first)?.has(name)),
      rivals,
    ),
  ]
  if (!rest.some((name) => rivals.get(first)?.has(name))) return staying
  const going = keepMost(rest, rivals)
  return going.length > staying.length ? going : staying
}

const dropWorst = (names: readonly string[], rivals: ReadonlyMap<string, ReadonlySet<string>>): string[] => {
  const left = new Set(names)
  const count = (name: string): number => [...(rivals.get(name) ?? [])].filter((rival) => left.has(rival)).length
  while (true) {
    const worst = [...left].reduce((most, name) => (count(name) > count(most) ? name : most), [...left][0] ?? '')
    if (worst === '' || count(worst) === 0) return [...left]
    left.delete(worst)
  }
}
