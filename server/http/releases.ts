import { notFound } from '#contract/errors.ts'
import type { RouteAnswer } from '#contract/routes.ts'
import type { Commit } from '#contract/workspace.ts'
import { releaseId } from '#lib/identity.ts'
import type { Source } from '../backends/source/port.ts'
import type { Deployer } from '../deploy/deployer.ts'
import { configChanges } from '../deploy/rollback.ts'
import { type Log, toContract } from '../deploy/run.ts'
import type { Deployments } from '../records/deployments.ts'
import type { Live } from '../records/live.ts'
import type { ReleaseRecord, Releases } from '../records/releases.ts'
import type { Workspace } from '../records/workspace.ts'
import type { Handlers } from './register.ts'

type Answer = RouteAnswer<'release'>
/** What a release did to errors: told by `triage`. */
export type Effect = (service: string, environment: string, number: number) => Promise<Answer['effect']>

interface Deps {
  workspace: Workspace
  releases: Releases
  deployments: Deployments
  live: Live
  source: Source
  deployer: Pick<Deployer, 'release'>
  effect: Effect
  log: Log
}

const shownCommits = 500
const countedCommits = 10_000

/** The release that it took the traffic from, or would have. */
const previousOf = async ({ live, releases }: Deps, { service, environment, number }: ReleaseRecord): Promise<ReleaseRecord | null> => {
  const switches = await live.switches({ service, environment })
  const arrived = switches.find((change) => change.number === number)
  const from = arrived === undefined ? switches.findLast((change) => change.number < number)?.number : arrived.from
  return from === null || from === undefined ? null : releases.get(service, environment, from)
}

/** Which branch of the release brings each of its commits; the base brings the rest. */
const bringers = async (source: Source, repository: string, release: ReleaseRecord, signal: AbortSignal): Promise<Map<string, string>> => {
  const brought = await Promise.all(
    release.branches.map(async ({ name, head }) => {
      const commits = await source.commitsBetween(repository, [release.baseCommit], head, countedCommits, signal)
      return commits.map(({ id }): [string, string] => [id, name])
    }),
  )
  return new Map(brought.flat().reverse())
}

type Contents = Pick<Answer, 'commits' | 'commitsTotal' | 'files'>

const contentsOf = async (deps: Deps, release: ReleaseRecord, previous: ReleaseRecord | null, signal: AbortSignal): Promise<Contents> => {
  const to = release.integrationCommit
  if (to === null) return { commits: [], commitsTotal: 0, files: [] }
  const from = previous?.integrationCommit ?? release.baseCommit
  const { repository } = await deps.workspace.service(release.service)
  const [found, files, branchOf] = await Promise.all([
    deps.source.commitsBetween(repository, [from], to, countedCommits, signal),
    deps.source.changedFiles(repository, from, to, signal),
    bringers(deps.source, repository, release, signal),
  ])
  const commits: Commit[] = found
    .filter(({ id }) => id !== to)
    .map(({ id, author, authoredAt, subject }) => ({ id, author, authoredAt, subject, branch: branchOf.get(id) ?? null }))
  return { commits: commits.slice(0, shownCommits), commitsTotal: commits.length, files }
}

export const releaseHandlers = (deps: Deps) =>
  ({
    async releases({ query }) {
      const { items, next } = await deps.releases.list(query)
      return { items: await Promise.all(items.map((record) => deps.deployer.release(record))), next }
    },

    async release({ params, signal }) {
      const { service, environment, number } = params
      const record = await deps.releases.get(service, environment, number)
      if (record === null) throw notFound('release', releaseId(service, environment, number))
      const previous = await previousOf(deps, record)
      const contents = await contentsOf(deps, record, previous, signal).catch((error: unknown): Contents => {
        // The way back must stay open while the repository is out of reach.
        deps.log.warn({ err: error, release: record.id }, 'the commits of a release are not known')
        return { commits: [], commitsTotal: 0, files: [] }
      })
      const { items } = await deps.deployments.list({ service, environment, number, limit: 100 })
      return {
        release: await deps.deployer.release(record),
        previous: previous === null ? null : await deps.deployer.release(previous),
        ...contents,
        configChanges: previous === null ? [] : configChanges(previous.config, record.config),
        deployments: items.map(toContract),
        effect: await deps.effect(service, environment, number),
      }
    },
  }) satisfies Pick<Handlers, 'releases' | 'release'>
