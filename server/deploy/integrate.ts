import { AppError } from '#contract/errors.ts'
import type { Integration } from '#contract/workspace.ts'
import type { Sha, SourceBranch } from '../backends/source/port.ts'
import { leaving } from './leaving.ts'
import { merge } from './merge.ts'
import { done, failed, type Run, type StageOutcome, type Workshop } from './run.ts'

type Deps = Pick<Workshop, 'source' | 'releases' | 'live'>

const baseOf = (branches: readonly SourceBranch[], name: string): Sha => {
  const base = branches.find((branch) => branch.name === name)
  if (base === undefined) throw new AppError('branch_not_found', `There is no base branch ${name}.`, { branch: name })
  return base.head
}

/** The branches as the person saw them. A name that now means something else stops everything: nobody asked for that. */
const pinned = (branches: readonly SourceBranch[], wanted: readonly { name: string; head: Sha }[]): SourceBranch[] =>
  wanted.map(({ name, head }) => {
    const branch = branches.find((candidate) => candidate.name === name)
    if (branch === undefined) throw new AppError('branch_not_found', `There is no branch ${name} any more.`, { branch: name })
    if (branch.head === head) return branch
    throw new AppError('branch_moved', `Branch ${name} moved from ${head} to ${branch.head} since it was ticked.`, {
      branch: name,
      expected: head,
      now: branch.head,
    })
  })

/** integrate: the base and the ticked branches become one commit, or a list of who clashes with whom. */
export const integrate = async (deps: Deps, run: Run): Promise<StageOutcome> => {
  const { request } = run.deployment
  if (request.kind !== 'release') return failed('internal')
  const { repository, baseBranch } = run.service
  await deps.source.refresh(repository, run.signal)
  const all = await deps.source.branches(repository, run.signal)
  const base = baseOf(all, baseBranch)
  const result = await merge(deps.source, repository, base, pinned(all, request.branches), run.signal)
  for (const { a, b, files } of result.conflicts) run.output.print('culprit', `${a} conflicts with ${b ?? baseBranch}: ${files.join(', ')}`)
  if (result.tree === null) {
    const [first] = result.conflicts
    const { length } = result.conflicts
    return failed('integration_conflict', { conflicts: length, a: first?.a ?? '', b: first?.b ?? baseBranch, file: first?.files[0] ?? '' })
  }
  const commit = await deps.source.commitTree(
    repository,
    {
      tree: result.tree,
      parents: [base, ...result.merged.map(({ head }) => head)],
      message: [`Integrate ${run.release.id}`, '', ...result.branches.map(({ name, head }) => `${name} ${head}`)].join('\n'),
      ref: `refs/integration/${run.service.name}/${run.environment.name}/${run.release.number}`,
    },
    run.signal,
  )
  const branches = result.branches.map(({ outcome: _outcome, ...branch }) => branch)
  await deps.releases.integrated(run.release, { base, commit, branches })
  Object.assign(run.release, { baseCommit: base, integrationCommit: commit, branches })
  run.deployment.branches = branches.map(({ name }) => name)
  run.deployment.commits = branches.reduce((sum, { commits }) => sum + commits, 0)
  run.output.print('culprit', `Merged ${result.merged.length} branches onto ${baseBranch} ${base.slice(0, 10)}: ${commit}`)
  return done('integrated', { merged: result.merged.length, branches: branches.length, commits: result.commits })
}

/** What an integration would come to. Nothing is stored under any name. */
export const previewIntegration = async (
  deps: Deps,
  service: { name: string; repository: string; baseBranch: string },
  environment: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Integration> => {
  await deps.source.refresh(service.repository, signal)
  const all = await deps.source.branches(service.repository, signal)
  const base = baseOf(all, service.baseBranch)
  const wanted = all.filter(({ name }) => names.includes(name))
  const gone = [...new Set(names)].filter((name) => !wanted.some((branch) => branch.name === name))
  const result = await merge(deps.source, service.repository, base, wanted, signal)
  return {
    service: service.name,
    environment,
    base: { branch: service.baseBranch, commit: base },
    branches: [
      ...result.branches,
      ...gone.map((name) => ({ name, head: '0'.repeat(40), author: '', outcome: 'gone' as const, commits: 0 })),
    ],
    conflicts: result.conflicts,
    commit: null,
    tree: gone.length > 0 ? null : result.tree,
    commits: result.commits,
    people: result.people,
    leaves: await leaving(deps, service.name, environment, names),
  }
}
