import type { DeploymentRecord } from '../records/deployments.ts'
import { openOutput } from './output.ts'
import { type PipelineDeps, runPipeline } from './pipeline.ts'
import { finish } from './progress.ts'
import { begun, type Run } from './run.ts'
import { withoutStart } from './skip.ts'
import { findWarm } from './standby.ts'
import { plannedSwitch } from './switch.ts'

/** Instances that an earlier console had chosen for the switch it began. */
const chosenBefore = async ({ journal, instances }: PipelineDeps, { id }: DeploymentRecord): Promise<Run['instances']> => {
  const names = plannedSwitch(await journal.of(id))?.instances ?? []
  const found = await Promise.all(names.map((name) => instances.get(name)))
  return found.filter((instance) => instance !== null)
}

const instancesFor = async (deps: PipelineDeps, run: Run): Promise<Run['instances']> => {
  const { deployment } = run
  if (begun(run)) return chosenBefore(deps, deployment)
  if (deployment.kind === 'release') return []
  const warm = await findWarm(deps, run.release, run)
  if (warm.length > 0) deployment.stages = withoutStart(deployment.stages)
  return warm
}

/** Runs one deployment to its end, whatever that is. */
export const perform = async (
  deps: PipelineDeps,
  deployment: DeploymentRecord,
  signal: AbortSignal,
  hurry: AbortSignal,
  opened: (output: Run['output'] | null) => void,
): Promise<void> => {
  const { id, number } = deployment
  try {
    const service = await deps.workspace.service(deployment.service)
    const environment = await deps.workspace.environment(deployment.environment)
    const release = await deps.releases.get(service.name, environment.name, number)
    if (release === null) throw new Error(`release ${number} of deployment ${id} is not recorded`)
    const output = await openOutput(id, deps.folders.output(id), {
      announce: deps.announce,
      clock: deps.clock,
      failed: (error) => deps.log.warn({ err: error, deployment: id }, 'output of a deployment could not be written'),
    })
    opened(output)
    try {
      const run: Run = { deployment, service, environment, release, output, signal, hurry, instances: [] }
      run.instances = await instancesFor(deps, run)
      await runPipeline(deps, run)
    } finally {
      opened(null)
      await output.close()
    }
  } catch (error) {
    deps.log.error({ err: error, deployment: id }, 'a deployment ended unexpectedly')
    deployment.status = 'failed'
    deployment.cause ??= { stage: 'record', fact: { code: 'internal', params: {} }, exitCode: null, tail: [] }
    await finish(deps, deployment).catch((again: unknown) =>
      deps.log.error({ err: again, deployment: id }, 'its end could not be recorded'),
    )
  }
}
