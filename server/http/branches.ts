import { AppError } from '#contract/errors.ts'
import type { Branch } from '#contract/workspace.ts'
import type { Source, SourceBranch } from '../backends/source/port.ts'
import type { Audit } from '../records/audit.ts'
import type { Live } from '../records/live.ts'
import type { Releases } from '../records/releases.ts'
import type { Workspace } from '../records/workspace.ts'
import type { Handlers } from './register.ts'

interface Deps {
  workspace: Workspace
  source: Source
  live: Live
  releases: Releases
  audit: Audit
  person: () => string
}

/** Heads of the branches that an environment runs now, by name. */
const runningHeads = async ({ live, releases }: Deps, service: string, environment: string | undefined): Promise<Map<string, string>> => {
  const now = environment === undefined ? null : await live.of(service, environment)
  const release = now === null ? null : await releases.get(service, now.environment, now.number)
  return new Map(release?.branches.map(({ name, head }) => [name, head]))
}

/** A repository that cannot be reached now is shown as it was when it could. */
const knownBranches = async (source: Source, repository: string, signal: AbortSignal): Promise<SourceBranch[]> => {
  await source.refresh(repository, signal).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error
  })
  return source.branches(repository, signal)
}

const holds = ({ name, author, subject }: SourceBranch, text: string): boolean =>
  [name, author, subject].some((field) => field.toLowerCase().includes(text))

const describe = async (
  source: Source,
  repository: string,
  base: string,
  page: readonly SourceBranch[],
  running: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Branch[]> => {
  const againstBase = page.map(({ head }) => ({ base, head }))
  const againstRunning = page.map(({ name, head }) => ({ base: running.get(name) ?? head, head }))
  const distances = await source.distance(repository, [...againstBase, ...againstRunning], signal)
  return page.map((branch, index) => {
    const there = running.get(branch.name)
    return {
      ...branch,
      ahead: distances[index]?.ahead ?? 0,
      behind: distances[index]?.behind ?? 0,
      here: there === undefined ? 'absent' : there === branch.head ? 'same' : 'moved',
      newCommits: distances[page.length + index]?.ahead ?? 0,
    }
  })
}

export const branchHandlers = (deps: Deps) =>
  ({
    async branches({ params, query, signal }) {
      const { repository, baseBranch } = await deps.workspace.service(params.service)
      const all = await knownBranches(deps.source, repository, signal)
      const base = all.find(({ name }) => name === baseBranch)
      if (base === undefined) throw new AppError('branch_not_found', `There is no base branch ${baseBranch}.`, { branch: baseBranch })
      const text = (query.q ?? '').trim().toLowerCase()
      const found = all
        .filter((branch) => holds(branch, text))
        .toSorted((a, b) => b.authoredAt - a.authoredAt || (a.name < b.name ? -1 : 1))
      const from = Number.parseInt(query.after ?? '', 10) || 0
      const page = found.slice(from, from + query.limit)
      const running = await runningHeads(deps, params.service, query.environment)
      const items = await describe(deps.source, repository, base.head, page, running, signal)
      const end = from + page.length
      return { items, next: end < found.length ? String(end) : null, total: found.length }
    },

    async createBranch({ params, body, signal }) {
      const { repository } = await deps.workspace.service(params.service)
      await deps.source.refresh(repository, signal)
      const head = await deps.source.resolve(repository, body.from, signal)
      if (head === null) {
        throw new AppError('branch_not_found', `There is no branch or commit ${JSON.stringify(body.from)}.`, { branch: body.from })
      }
      await deps.source.createBranch(repository, body.name, head, signal)
      await deps.audit.add({
        who: deps.person(),
        action: 'branch.created',
        subject: params.service,
        detail: { branch: body.name, from: body.from, head },
      })
      return { name: body.name, head }
    },
  }) satisfies Pick<Handlers, 'branches' | 'createBranch'>
