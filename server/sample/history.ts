import type { Person } from './people.ts'
import type { Change, MainCommit, RepositoryPlan } from './plans/plan.ts'
import type { Files } from './templates.ts'

/** One commit to be written: what it changes against its parent. */
export interface HistoryCommit {
  /** Numbers of commits, from 1; the parent is null for the first. */
  number: number
  parent: number | null
  by: Person
  at: number
  subject: string
  files: Files
}

export interface History {
  /** Parents before children. */
  commits: HistoryCommit[]
  /** Number of the head commit by branch name. */
  heads: Map<string, number>
}

const replaceOnce = (path: string, text: string | undefined, find: string, replace: string): string => {
  if (text === undefined || text.split(find).length !== 2) throw new Error(`Sample: "${find}" must occur exactly once in ${path}.`)
  return text.replace(find, () => replace)
}

/** What the files were before a commit of `main`. */
const before = (commit: MainCommit, files: Files): Files => {
  const earlier = new Map(files)
  for (const { path, now, was } of commit.changes ?? []) earlier.set(path, replaceOnce(path, earlier.get(path), now, was))
  for (const path of commit.adds ?? []) {
    if (!earlier.delete(path)) throw new Error(`Sample: ${path} is added by "${commit.subject}" and not among the templates.`)
  }
  return earlier
}

/** The files after each commit of `main`: told backwards, from what it is today. */
const statesOfMain = (main: readonly MainCommit[], today: Files): Files[] => {
  const states: Files[] = []
  let files = today
  for (const commit of main.toReversed()) {
    states.unshift(files)
    files = before(commit, files)
  }
  if (files.size > 0) throw new Error(`Sample: no commit adds ${[...files.keys()].join(', ')}.`)
  return states
}

const difference = (files: Files, parent: Files): Files => new Map([...files].filter(([path, text]) => parent.get(path) !== text))

const change = (files: Files, changes: readonly Change[], branchFiles: Files): Files => {
  const changed = new Map(files)
  for (const one of changes) {
    if ('find' in one) {
      changed.set(one.path, replaceOnce(one.path, changed.get(one.path), one.find, one.replace))
      continue
    }
    const text = branchFiles.get(one.from)
    if (text === undefined) throw new Error(`Sample: there is no template ${one.from} for a branch.`)
    changed.set(one.path, text)
  }
  return changed
}

/** Turns a plan into commits with dates before `now`. Throws where the plan does not fit the templates. */
export const planHistory = (plan: RepositoryPlan, today: Files, branchFiles: Files, now: number): History => {
  const states = statesOfMain(plan.main, today)
  const commits: HistoryCommit[] = []
  const heads = new Map<string, number>()

  for (const [index, { by, daysAgo, subject }] of plan.main.entries()) {
    const files = difference(states[index] ?? new Map(), states[index - 1] ?? new Map())
    const at = now - daysAgo * 86_400_000
    commits.push({ number: index + 1, parent: index === 0 ? null : index, by, at, subject, files })
  }
  heads.set('main', commits.length)

  for (const branch of plan.branches) {
    let parent = branch.from
    let files = states[branch.from - 1] ?? new Map()
    for (const { hoursAgo, subject, changes } of branch.commits) {
      const changed = change(files, changes, branchFiles)
      const number = commits.length + 1
      commits.push({ number, parent, by: branch.by, at: now - hoursAgo * 3_600_000, subject, files: difference(changed, files) })
      files = changed
      parent = number
    }
    heads.set(branch.name, parent)
  }
  return { commits, heads }
}
