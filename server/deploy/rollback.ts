import type { ReleaseBranch, RollbackPreview } from '#contract/deployment.ts'
import { AppError, notFound } from '#contract/errors.ts'
import type { Fact } from '#contract/shared.ts'
import type { Service } from '#contract/workspace.ts'
import { releaseId } from '#lib/identity.ts'
import type { LiveRelease, Switch } from '../records/live.ts'
import type { ReleaseRecord } from '../records/releases.ts'
import { usualMs } from './progress.ts'
import type { Workshop } from './run.ts'
import { liveIntervals, standbyOf } from './standby.ts'

type Deps = Pick<Workshop, 'workspace' | 'releases' | 'live' | 'instances' | 'deployments' | 'folders' | 'source' | 'log'>

/** Told before there is a history: a switch, and a start with its health check. */
const guessMs = { switch: 300, start: 10_000 }
const mostCommits = 1000

/**
 * Where a rollback goes by itself: to the release before, if that one is older (after a rollback the one before is what was
 * fled from), else to the newest older release that once served.
 */
export const defaultTarget = (
  live: Pick<LiveRelease, 'number' | 'previous'>,
  kept: readonly Pick<ReleaseRecord, 'number' | 'state'>[],
  switches: readonly Pick<Switch, 'number'>[],
): number | null => {
  const served = new Set(switches.map(({ number }) => number))
  const older = kept.filter(({ number, state }) => state === 'ready' && number < live.number && served.has(number))
  if (older.some(({ number }) => number === live.previous)) return live.previous
  return older.reduce<number | null>((newest, { number }) => Math.max(newest ?? 0, number), null)
}

/** The release that one click goes back to, among those whose artifact is there. */
export const targetOf = async (deps: Pick<Deps, 'releases' | 'live' | 'folders'>, live: LiveRelease): Promise<number | null> => {
  const { service, environment } = live
  const { items } = await deps.releases.list({ service, environment, limit: 200 })
  const present = new Set(await deps.folders.artifacts(service, environment))
  const kept = items.filter(({ number }) => present.has(number) || number === live.previous)
  return defaultTarget(live, kept, await deps.live.switches({ service, environment }))
}

/** Branches that one release has and another has not, or has at another head. */
export const branchesLost = (from: readonly ReleaseBranch[], to: readonly ReleaseBranch[]): ReleaseBranch[] =>
  from.filter(({ name, head }) => !to.some((branch) => branch.name === name && branch.head === head))

export const configChanges = (a: Record<string, string>, b: Record<string, string>): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]).toSorted()

/** Commits that leave, and whose they are. Without the repository a rollback still works, so its preview does too. */
const whatLeaves = async (deps: Deps, service: Service, from: ReleaseRecord, to: ReleaseRecord, leaves: readonly ReleaseBranch[]) => {
  if (from.integrationCommit !== null && to.integrationCommit !== null) {
    try {
      const signal = AbortSignal.timeout(10_000)
      const found = await deps.source.commitsBetween(
        service.repository,
        [to.integrationCommit],
        from.integrationCommit,
        mostCommits,
        signal,
      )
      const commits = found.filter(({ id }) => id !== from.integrationCommit)
      return { commits: commits.length, people: [...new Set(commits.map(({ author }) => author))].toSorted() }
    } catch (error) {
      deps.log.warn({ err: error, service: service.name }, 'the commits of a rollback are not known')
    }
  }
  const people = [...new Set(leaves.map(({ author }) => author))].toSorted()
  return { commits: leaves.reduce((sum, { commits }) => sum + commits, 0), people }
}

const expectedMs = async ({ deployments }: Deps, to: ReleaseRecord, standby: RollbackPreview['artifact']['standby']): Promise<number> => {
  const history = await deployments.lastSucceeded(to.service, to.environment, 30)
  const rollbacks = history.filter(({ kind }) => kind !== 'release')
  const switching = usualMs(rollbacks, 'switch') ?? guessMs.switch
  if (standby === 'warm') return Math.round(switching)
  const starting = usualMs(history, 'start')
  const verifying = usualMs(history, 'verify')
  return Math.round(switching + (starting === null || verifying === null ? guessMs.start : starting + verifying))
}

const refusalOf = (from: number, to: ReleaseRecord, standby: RollbackPreview['artifact']['standby']): Fact | null => {
  if (to.number === from) return { code: 'already_live', params: { release: to.id } }
  if (to.state !== 'ready') return { code: 'never_built', params: { release: to.id } }
  return standby === 'gone' ? { code: 'artifact_gone', params: { release: to.id } } : null
}

export const previewRollback = async (deps: Deps, service: string, environment: string, wanted?: number): Promise<RollbackPreview> => {
  const spec = await deps.workspace.service(service)
  const { typedConfirmation } = await deps.workspace.environment(environment)
  const live = await deps.live.of(service, environment)
  const target = live === null ? null : (wanted ?? (await targetOf(deps, live)))
  if (live === null || target === null) {
    throw new AppError('nothing_to_roll_back_to', `${service} has no earlier release in ${environment}.`, { service, environment })
  }
  const from = await deps.releases.get(service, environment, live.number)
  const to = await deps.releases.get(service, environment, target)
  if (from === null || to === null) throw notFound('release', releaseId(service, environment, target))

  const instances = await deps.instances.list({ service, environment, states: ['ready'], limit: 100 })
  const standby = await standbyOf(deps, to, live, instances)
  const leaves = branchesLost(from.branches, to.branches)
  return {
    service,
    environment,
    from: from.number,
    to: to.number,
    leaves,
    returns: branchesLost(to.branches, from.branches),
    ...(await whatLeaves(deps, spec, from, to, leaves)),
    artifact: { digest: to.artifact?.digest ?? '', standby },
    configChanges: configChanges(from.config, to.config),
    expectedMs: await expectedMs(deps, to, standby),
    confirm: typedConfirmation ? environment : null,
    refusal: refusalOf(from.number, to, standby),
    fromLiveSince: live.switchedAt,
    toLive: liveIntervals(await deps.live.switches({ service, environment }), to.number),
  }
}
