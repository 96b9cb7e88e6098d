import type { Instance } from '#contract/deployment.ts'
import { AppError } from '#contract/errors.ts'
import type { Environment, Service } from '#contract/workspace.ts'
import { instanceName } from '#lib/identity.ts'
import type { ReleaseRecord } from '../records/releases.ts'
import { done, failed, type Run, type StageOutcome, type Workshop } from './run.ts'

type Deps = Pick<Workshop, 'instances' | 'runtime' | 'folders' | 'clock' | 'traceAddress' | 'onInstanceStarted' | 'announce'>

/** The SkyWalking agent cuts an instance name here, and a cut name would no longer name its release. */
const longestName = 50

/** The name of an instance, or a refusal while it can still be changed. */
export const checkedInstanceName = (service: string, environment: string, number: number, ordinal: number): string => {
  const name = instanceName(service, environment, number, ordinal)
  if (name.length <= longestName) return name
  throw new AppError('name_refused', `The instance name ${name} has more than ${longestName} characters; shorten the service's name.`, {
    name,
    limit: longestName,
  })
}

export interface NewInstance {
  service: Service
  environment: Environment
  release: ReleaseRecord
  deployment: string
  ordinal: number
  restarts: number
}

const variablesOf = (deps: Deps, { service, environment, release, deployment }: NewInstance, name: string): Record<string, string> => ({
  ...release.config,
  CULPRIT_RELEASE: release.id,
  CULPRIT_SERVICE: service.name,
  CULPRIT_ENVIRONMENT: environment.name,
  CULPRIT_DEPLOYMENT: deployment,
  SW_AGENT_NAME: service.name,
  SW_AGENT_INSTANCE_NAME: name,
  SW_AGENT_COLLECTOR_BACKEND_SERVICES: deps.traceAddress,
  OTEL_RESOURCE_ATTRIBUTES: Object.entries({
    'service.version': release.id,
    'service.instance.id': name,
    'deployment.environment.name': environment.name,
    'vcs.ref.head.revision': release.integrationCommit ?? '',
  })
    .map(([key, value]) => `${key}=${value}`)
    .join(','),
})

/** Starts one instance. Its row comes first, so that a killed console knows what it may have started. */
export const startInstance = async (deps: Deps, wanted: NewInstance, signal: AbortSignal): Promise<Instance> => {
  const { service, environment, release, deployment, ordinal, restarts } = wanted
  const name = checkedInstanceName(service.name, environment.name, release.number, ordinal)
  const place = { service: service.name, environment: environment.name }
  const instance: Instance = {
    name,
    ...place,
    number: release.number,
    deployment,
    state: 'starting',
    serving: false,
    port: null,
    pid: null,
    startedAt: deps.clock.now(),
    stoppedAt: null,
    exitCode: null,
    restarts,
  }
  await deps.instances.add(instance)
  const started = deps.runtime.start(
    {
      name,
      ...place,
      release: release.id,
      deployment,
      artifact: deps.folders.artifact(service.name, environment.name, release.number),
      run: service.start.run,
      variables: variablesOf(deps, wanted, name),
    },
    signal,
  )
  const { port, pid, startedAt } = await started.catch(async (error: unknown) => {
    await deps.instances.update([name], { state: 'crashed', stoppedAt: deps.clock.now() })
    throw error
  })
  await deps.instances.update([name], { port, pid, startedAt })
  Object.assign(instance, { port, pid, startedAt })
  deps.onInstanceStarted(instance)
  deps.announce({ event: 'board:changed', payload: place })
  return instance
}

/** start: the new instances, beside those that serve. */
export const start = async (deps: Deps, run: Run): Promise<StageOutcome> => {
  const { service, environment, release } = run
  if (!(await deps.folders.hasArtifact(service.name, environment.name, release.number))) {
    return failed('artifact_gone', { release: release.id })
  }
  const last = await deps.instances.lastOrdinal(service.name, environment.name, release.number)
  for (let ordinal = last + 1; ordinal <= last + environment.instances; ordinal += 1) {
    if (run.signal.aborted) return failed('cancelled')
    const wanted = { service, environment, release, deployment: run.deployment.id, ordinal, restarts: 0 }
    const instance = await startInstance(deps, wanted, run.signal)
    run.instances.push(instance)
    run.output.print('culprit', `Started ${instance.name} on port ${instance.port}`)
  }
  return done('started', { instances: run.instances.length })
}
