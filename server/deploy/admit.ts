import { createHash } from 'node:crypto'
import type { DeploymentRequest } from '#contract/deployment.ts'
import { AppError, badRequest, conflict, notFound } from '#contract/errors.ts'
import type { Environment, Service } from '#contract/workspace.ts'
import { releaseId } from '#lib/identity.ts'
import type { ReleaseRecord } from '../records/releases.ts'
import type { Workshop } from './run.ts'
import { findWarm } from './standby.ts'
import { checkedInstanceName } from './start.ts'

type Deps = Pick<Workshop, 'workspace' | 'releases' | 'live' | 'source' | 'folders' | 'instances' | 'runtime' | 'clock'>
type Request<Kind extends DeploymentRequest['kind']> = Extract<DeploymentRequest, { kind: Kind }>

const inOrder = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)))

export const digestOf = (config: Record<string, string>): string =>
  `sha256:${createHash('sha256')
    .update(JSON.stringify(inOrder(config)))
    .digest('hex')}`

const checkConfirmation = ({ name, typedConfirmation }: Environment, confirm: string | undefined): void => {
  if (!typedConfirmation || confirm === name) return
  throw new AppError('confirmation_missing', `Type the environment's name, ${name}, to change it.`, { environment: name })
}

/** What the person saw against what is known now; the mirror is at least as new as any page made from it. */
const checkHeads = async ({ source }: Deps, { repository }: Service, { branches }: Request<'release'>): Promise<void> => {
  const names = new Set(branches.map(({ name }) => name))
  if (names.size < branches.length) throw badRequest('A branch is named twice.', { field: 'branches' })
  const known = new Map((await source.branches(repository, AbortSignal.timeout(30_000))).map(({ name, head }) => [name, head]))
  for (const { name, head } of branches) {
    const now = known.get(name)
    if (now === undefined) throw new AppError('branch_not_found', `There is no branch ${name} any more.`, { branch: name })
    if (now === head) continue
    const details = { branch: name, expected: head, now }
    throw new AppError('branch_moved', `Branch ${name} is at ${now}, not at ${head}: look at it and tick it again.`, details)
  }
}

const newRelease = async (
  deps: Deps,
  service: Service,
  environment: Environment,
  request: Request<'release'>,
  who: string,
): Promise<ReleaseRecord> => {
  await checkHeads(deps, service, request)
  const base = await deps.source.resolve(service.repository, service.baseBranch, AbortSignal.timeout(30_000))
  if (base === null)
    throw new AppError('branch_not_found', `There is no base branch ${service.baseBranch}.`, { branch: service.baseBranch })
  return deps.releases.create({
    service: service.name,
    environment: environment.name,
    branches: request.branches.map(({ name, head }) => ({ name, head, author: '', commits: 0 })),
    baseCommit: base,
    config: inOrder(environment.middleware),
    configDigest: digestOf(environment.middleware),
    createdAt: deps.clock.now(),
    createdBy: who,
  })
}

const keptRelease = async (
  deps: Deps,
  service: Service,
  environment: Environment,
  request: Request<'rollback' | 'redeploy'>,
): Promise<ReleaseRecord> => {
  const { kind, number } = request
  const id = releaseId(service.name, environment.name, number)
  const release = await deps.releases.get(service.name, environment.name, number)
  if (release === null) throw notFound('release', id)
  const live = await deps.live.of(service.name, environment.name)
  if (kind === 'rollback' && live === null) {
    throw new AppError('nothing_to_roll_back_to', `${service.name} is not live in ${environment.name}.`, { environment: environment.name })
  }
  if (kind === 'rollback' && live?.number === number) throw conflict(`${id} is live already.`, { release: id })
  if (release.state !== 'ready') throw conflict(`${id} was never built: deploy its branches again.`, { release: id })
  if (await deps.folders.hasArtifact(service.name, environment.name, number)) return release
  if ((await findWarm(deps, release, { service, environment })).length > 0) return release
  throw new AppError('artifact_gone', `The artifact of ${id} is gone; a rollback never rebuilds.`, { release: id })
}

/** Checks a request and settles which release it is about; a new one takes its number here. */
export const admit = async (deps: Deps, request: DeploymentRequest, who: string): Promise<ReleaseRecord> => {
  const service = await deps.workspace.service(request.service)
  const environment = await deps.workspace.environment(request.environment)
  checkConfirmation(environment, request.confirm)
  checkedInstanceName(service.name, environment.name, 'number' in request ? request.number : 9999, environment.instances)
  return request.kind === 'release'
    ? newRelease(deps, service, environment, request, who)
    : keptRelease(deps, service, environment, request)
}
