import type { Instance } from '#contract/deployment.ts'
import type { RunningInstance } from '../backends/runtime/port.ts'
import type { DeploymentRecord } from '../records/deployments.ts'
import type { JournalEntry } from '../records/journal.ts'
import { endLeftovers, findLeftovers } from './leftovers.ts'
import { finish, waitingStages } from './progress.ts'
import { reconcileRoutes } from './reroute.ts'
import { grace } from './retire.ts'
import { begun, placeOf, stageOf, type Workshop } from './run.ts'
import { adoptServing } from './serving.ts'
import { withoutBuild } from './skip.ts'
import type { Supervisor } from './supervise.ts'
import { undo } from './undo.ts'

/** Brings the stages up to the journal, which is always written first and so may know more. */
export const replay = (deployment: DeploymentRecord, rows: readonly JournalEntry[]): void => {
  for (const { stage: name, phase, at } of rows) {
    const stage = stageOf(deployment, name)
    if (phase === 'begin') Object.assign(stage, { state: 'running', startedAt: stage.startedAt ?? at })
    if (phase === 'end') Object.assign(stage, { state: 'done', endedAt: stage.endedAt ?? at })
  }
}

/**
 * What becomes of a deployment that a killed console left. Once its switch has begun it goes on. Before that it is undone;
 * a release then has failed, while a rollback, which rebuilds nothing and is urgent, begins again.
 */
const settle = async (deps: Workshop, deployment: DeploymentRecord): Promise<'goes_on' | 'ended'> => {
  if (deployment.status === 'queued') return 'goes_on'
  replay(deployment, await deps.journal.of(deployment.id))
  if (begun({ deployment })) return 'goes_on'
  const { service, environment, number, id } = deployment
  const release = await deps.releases.get(service, environment, number)
  const stage = deployment.stages.find(({ state }) => state === 'running')?.name ?? 'integrate'
  if (release !== null) await undo(deps, { deployment, release })
  if (deployment.kind !== 'release' && release !== null) {
    deployment.stages = withoutBuild(waitingStages([]))
    deps.log.info({ deployment: id }, 'an interrupted rollback begins again')
    return 'goes_on'
  }
  Object.assign(stageOf(deployment, stage), { state: 'failed', endedAt: deps.clock.now(), fact: { code: 'interrupted', params: {} } })
  deployment.status = 'failed'
  deployment.cause = { stage, fact: { code: 'interrupted', params: {} }, exitCode: null, tail: [] }
  await finish(deps, deployment)
  return 'ended'
}

/** Ends what runs and should not, and writes off what should run as little as it does. Open deployments settle their own place. */
const settleInstances = async (deps: Workshop, running: readonly RunningInstance[], open: readonly DeploymentRecord[]): Promise<void> => {
  const alive = new Set(running.filter(({ state }) => state === 'running').map(({ name }) => name))
  const places = new Set(open.map(placeOf))
  const leftovers = (await findLeftovers(deps)).filter((instance) => !places.has(placeOf(instance)))
  await endLeftovers(deps, leftovers, alive)

  const recorded = new Map((await deps.instances.list({ limit: 100_000 })).map(({ name, state }) => [name, state]))
  const openIds = new Set(open.map(({ id }) => id))
  for (const { name, deployment } of running) {
    const state = recorded.get(name)
    if (openIds.has(deployment) || (state !== undefined && state !== 'stopped' && state !== 'crashed')) continue
    if (alive.has(name)) await deps.runtime.stop(name, grace.freshMs, AbortSignal.timeout(5000))
    if (state === undefined) await deps.runtime.remove(name, AbortSignal.timeout(5000))
  }
}

const failStuckReleases = async ({ releases }: Workshop, open: readonly DeploymentRecord[]): Promise<void> => {
  const building = await releases.building()
  const stuck = building.filter(
    (release) =>
      !open.some(
        ({ service, environment, number }) =>
          service === release.service && environment === release.environment && number === release.number,
      ),
  )
  for (const release of stuck) await releases.failed(release)
}

/** Looks at what really runs after the console was away, and makes records, instances and routes agree. Nothing that serves is touched. */
export const recover = async (
  deps: Workshop,
  { add, supervisor }: { add(deployment: DeploymentRecord): void; supervisor: Supervisor },
  watching: AbortSignal,
  signal: AbortSignal,
): Promise<void> => {
  const running = await deps.runtime.list(signal)
  const unfinished = await deps.deployments.unfinished()
  const outcomes = await Promise.all(unfinished.map((deployment) => settle(deps, deployment)))
  const open = unfinished.filter((_, index) => outcomes[index] === 'goes_on')

  const places = new Set(open.map(placeOf))
  await adoptServing(deps, (place) => places.has(place), signal)
  await settleInstances(deps, running, open)
  await deps.folders.removeBuilds(new Set(open.map(({ id }) => id)))
  await failStuckReleases(deps, open)
  await supervisor.look(watching)
  for (const deployment of open) add(deployment)
  await reconcileRoutes(deps, signal)
  for (const instance of await stillRunning(deps)) deps.onInstanceStarted(instance)
}

const stillRunning = ({ instances }: Workshop): Promise<Instance[]> =>
  instances.list({ states: ['starting', 'ready', 'draining'], limit: 10_000 })
