import type { Deployment, DeploymentRequest } from '#contract/deployment.ts'
import { AppError } from '#contract/errors.ts'
import type { Sha } from '../backends/source/port.ts'
import type { SampleDeps } from './deps.ts'
import type { SampleMemory } from './memory.ts'
import { type PlannedRelease, releaseKey } from './plans/releases.ts'
import { repositoryPlans } from './plans/repositories.ts'

const POLL_MS = 250
const DEPLOYMENT_LIMIT_MS = 10 * 60_000
/** Each round leaves out at least one branch, and no plan has more clashes than this. */
const PREVIEW_ROUNDS = 5
/** On a busy machine a port may be taken or a start be late, once. */
const TRIES = 2

type Deps = Pick<SampleDeps, 'deployments' | 'source' | 'workspace' | 'clock'> & { memory: SampleMemory }

const describeFailure = ({ service, environment, cause, status }: Deployment): string =>
  `${service} in ${environment}: ${cause === null ? status : `${cause.stage}, ${cause.fact.code}`}`

/** Deploys releases of the plan like a member of the team would, each once, however often it is asked after a restart. */
export const createRollout = ({ deployments, source, workspace, clock, memory }: Deps) => {
  const find = async (id: string): Promise<Deployment | null> => {
    try {
      return await deployments.deployment(id)
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return null
      throw error
    }
  }

  const finish = async (deployment: Deployment, signal: AbortSignal): Promise<Deployment> => {
    const deadline = clock.now() + DEPLOYMENT_LIMIT_MS
    let current = deployment
    while (current.finishedAt === null) {
      signal.throwIfAborted()
      if (clock.now() > deadline) throw new Error(`${current.service} in ${current.environment}: not finished after 10 minutes`)
      await clock.sleep(POLL_MS, signal)
      current = await deployments.deployment(current.id)
    }
    return current
  }

  /** Branches in the order of the plan; where two clash, the earlier one stays. */
  const mergeable = async (service: string, environment: string, signal: AbortSignal): Promise<string[]> => {
    let names = repositoryPlans.find((plan) => plan.service === service)?.branches.map((branch) => branch.name) ?? []
    for (let round = 0; round < PREVIEW_ROUNDS; round += 1) {
      const { conflicts } = await deployments.preview(service, environment, names, signal)
      if (conflicts.length === 0) return names
      const order = (name: string | null): number => (name === null ? -1 : names.indexOf(name))
      const out = new Set(conflicts.map(({ a, b }) => (order(a) > order(b) ? a : b)))
      names = names.filter((name) => !out.has(name))
    }
    throw new Error(`The branches of ${service} still clash after ${PREVIEW_ROUNDS} previews`)
  }

  const request = async (planned: PlannedRelease, signal: AbortSignal): Promise<DeploymentRequest> => {
    const { service, environment, branches, reason } = planned
    const { repository } = await workspace.service(service)
    const { typedConfirmation } = await workspace.environment(environment)
    const heads = new Map<string, Sha>((await source.branches(repository, signal)).map(({ name, head }) => [name, head]))
    const names = branches === 'all' ? await mergeable(service, environment, signal) : branches
    const ticked = names.map((name) => {
      const head = heads.get(name)
      if (head === undefined) throw new Error(`There is no branch ${name} in the repository of ${service}`)
      return { name, head }
    })
    const confirm = typedConfirmation ? environment : undefined
    return { kind: 'release', service, environment, branches: ticked, confirm, reason }
  }

  const attempt = async (planned: PlannedRelease, signal: AbortSignal): Promise<Deployment> => {
    const key = releaseKey(planned)
    const { deployments: noted = {}, run = '' } = memory.get() ?? {}
    const number = (noted[key]?.attempt ?? 0) + 1
    const started = await deployments.start(await request(planned, signal), planned.by.name, `sample:${run}:${key}:${number}`)
    const note = { id: started.id, attempt: number, number: started.number }
    await memory.update({ deployments: { ...memory.get()?.deployments, [key]: note } })
    return finish(started, signal)
  }

  return async (planned: PlannedRelease, signal: AbortSignal): Promise<void> => {
    const noted = memory.get()?.deployments[releaseKey(planned)]
    const known = noted === undefined ? null : await find(noted.id)
    let ended = known === null ? null : await finish(known, signal)
    for (let tries = 0; tries < TRIES && (ended === null || ended.status === 'failed'); tries += 1) ended = await attempt(planned, signal)
    // A person who cancels it, or deploys something newer in its place, has decided: that is not a failure.
    if (ended?.status === 'failed') throw new Error(describeFailure(ended))
  }
}
