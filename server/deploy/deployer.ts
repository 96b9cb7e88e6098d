import { randomBytes } from 'node:crypto'
import type { Deployment, DeploymentRequest, Release, RollbackPreview } from '#contract/deployment.ts'
import { AppError, notFound } from '#contract/errors.ts'
import type { Integration } from '#contract/workspace.ts'
import type { DeploymentRecord } from '../records/deployments.ts'
import type { ReleaseRecord } from '../records/releases.ts'
import { admit } from './admit.ts'
import { boardOf, type Cell } from './board.ts'
import { createChores } from './chores.ts'
import { createFolders } from './folders.ts'
import { previewIntegration } from './integrate.ts'
import { type OutputPage, readOutput } from './output.ts'
import { perform } from './perform.ts'
import { announceDeployment, finish, waitingStages } from './progress.ts'
import { createQueue } from './queue.ts'
import { recover } from './recover.ts'
import { removePlace } from './remove.ts'
import { previewRollback } from './rollback.ts'
import { type DeployDeps, placeOf, type Run, type StopReason, toContract } from './run.ts'
import { withoutBuild } from './skip.ts'
import { createSlots } from './slots.ts'
import { toRelease } from './standby.ts'
import { createSupervisor } from './supervise.ts'
import { createTrafficLock } from './traffic-lock.ts'
import { undo } from './undo.ts'

/** Makes releases live, takes them back, and keeps what serves alive. */
export interface Deployer {
  preview(service: string, environment: string, branches: readonly string[], signal: AbortSignal): Promise<Integration>
  /** Resolves when the deployment is recorded: from then on it ends in a named state, whatever happens to the console. */
  start(request: DeploymentRequest, who: string, idempotencyKey: string | null): Promise<Deployment>
  cancel(id: string, who: string): Promise<Deployment>
  /** As it is now, while it runs too. */
  deployment(id: string): Promise<Deployment>
  rollbackPreview(service: string, environment: string, to?: number): Promise<RollbackPreview>
  output(id: string, after: number, limit: number): Promise<OutputPage>
  release(record: ReleaseRecord): Promise<Release>
  board(): Promise<Cell[]>
  /** Finishes or undoes what an earlier console left, then looks after what serves until `close`. */
  recover(signal: AbortSignal): Promise<void>
  /** Resolves when no deployment runs or waits. */
  idle(): Promise<void>
  close(): Promise<void>
  /** Ends a service in an environment and forgets all of it there. */
  removeService(service: string, environment: string): Promise<void>
}

/** Builds take the machine for themselves: more at once only makes each slower. */
const buildsAtOnce = 2

/** What has not ended by then is found and ended by the next console. */
const closeMs = 8000

const newId = (now: number): string => `d${now.toString(36)}${randomBytes(4).toString('hex')}`

export const createDeployer = (given: DeployDeps): Deployer => {
  const deps = {
    ...given,
    folders: createFolders(given.folder),
    traffic: createTrafficLock(),
    chores: createChores(given.log),
    slots: createSlots(buildsAtOnce),
  }
  const supervisor = createSupervisor(deps, (place) => queue.current(place) !== null)
  const closing = new AbortController()
  const active = new Map<string, { deployment: DeploymentRecord; output: Run['output'] | null }>()
  const asked = new Map<string, Promise<Deployment>>()
  let watching: Promise<void> = Promise.resolve()

  const drop = async (deployment: DeploymentRecord, reason: StopReason): Promise<void> => {
    const { service, environment, number } = deployment
    deployment.status = reason === 'interrupted' ? 'failed' : reason
    deployment.cause = { stage: 'integrate', fact: { code: reason, params: {} }, exitCode: null, tail: [] }
    try {
      const release = await deps.releases.get(service, environment, number)
      if (release !== null) await undo(deps, { deployment, release })
    } catch (error) {
      deps.log.error({ err: error, deployment: deployment.id }, 'a deployment that waited could not be undone')
    }
    await finish(deps, deployment)
  }

  const queue = createQueue({
    drop,
    async perform(deployment, signal, hurry) {
      const entry: { deployment: DeploymentRecord; output: Run['output'] | null } = { deployment, output: null }
      active.set(deployment.id, entry)
      await perform(deps, deployment, signal, hurry, (output) => {
        entry.output = output
      })
      active.delete(deployment.id)
    },
  })

  const recordRequest = async (request: DeploymentRequest, who: string, idempotencyKey: string | null): Promise<Deployment> => {
    const known = idempotencyKey === null ? null : await deps.deployments.byKey(idempotencyKey)
    if (known !== null) return toContract(known)
    const { service, environment, kind } = request
    const now = deps.clock.now()
    const release = await admit(deps, request, who)
    const stages = waitingStages(await deps.deployments.lastSucceeded(service, environment, 20))
    const deployment: DeploymentRecord = {
      id: newId(now),
      kind,
      service,
      environment,
      number: release.number,
      previous: (await deps.live.of(service, environment))?.number ?? null,
      status: 'queued',
      stages: kind === 'release' ? stages : withoutBuild(stages),
      cause: null,
      requestedBy: who,
      requestedAt: now,
      finishedAt: null,
      switchedAt: null,
      firstAnswerAt: null,
      lostRequests: null,
      reason: request.reason ?? null,
      branches: release.branches.map(({ name }) => name),
      commits: release.branches.reduce((sum, { commits }) => sum + commits, 0),
      request,
    }
    try {
      await deps.audit.add({ who, action: `${kind}.requested`, subject: release.id, detail: { deployment: deployment.id } })
      await deps.deployments.create(deployment, idempotencyKey)
    } catch (error) {
      if (kind === 'release') await deps.releases.failed(release)
      throw error
    }
    const answer = toContract(deployment)
    announceDeployment(deps, deployment)
    queue.add(deployment)
    return answer
  }

  const stored = async (id: string): Promise<DeploymentRecord> => {
    const found = active.get(id)?.deployment ?? (await deps.deployments.get(id))
    if (found === null) throw notFound('deployment', id)
    return found
  }

  return {
    preview: async (service, environment, branches, signal) => {
      await deps.workspace.environment(environment)
      return previewIntegration(deps, await deps.workspace.service(service), environment, branches, signal)
    },
    async start(request, who, idempotencyKey) {
      if (idempotencyKey === null) return recordRequest(request, who, null)
      const asking = asked.get(idempotencyKey) ?? recordRequest(request, who, idempotencyKey)
      asked.set(idempotencyKey, asking)
      try {
        return await asking
      } finally {
        asked.delete(idempotencyKey)
      }
    },
    async cancel(id, who) {
      const { service, environment, number } = await stored(id)
      if (!(await queue.stop(id, 'cancelled'))) {
        throw new AppError('deployment_finished', 'It has switched the traffic or ended; roll back instead.', { deployment: id })
      }
      await deps.audit.add({
        who,
        action: 'deployment.cancelled',
        subject: `${service}/${environment}#${number}`,
        detail: { deployment: id },
      })
      return toContract(await stored(id))
    },
    deployment: async (id) => toContract(await stored(id)),
    rollbackPreview: (service, environment, to) => previewRollback(deps, service, environment, to),
    async output(id, after, limit) {
      await stored(id)
      await active.get(id)?.output?.flush()
      return readOutput(deps.folders.output(id), after, limit)
    },
    release: (record) => toRelease(deps, record),
    board: () => boardOf(deps, (place) => queue.current(place)),
    async recover(signal) {
      await recover(deps, { add: (deployment) => queue.add(deployment), supervisor }, closing.signal, signal)
      watching = supervisor.watch(closing.signal)
    },
    async idle() {
      await queue.idle()
      await deps.chores.quiet()
    },
    async close() {
      closing.abort()
      const closed = queue.close().then(() => Promise.all([deps.chores.quiet(), watching]))
      await Promise.race([closed, deps.clock.sleep(closeMs)])
    },
    async removeService(service, environment) {
      const current = queue.current(placeOf({ service, environment }))
      if (current !== null) await queue.stop(current.id, 'cancelled')
      await queue.idle()
      await removePlace(deps, service, environment)
    },
  }
}
