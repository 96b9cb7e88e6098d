import type { DeploymentRecord } from '../records/deployments.ts'
import { toFailure } from './failure.ts'
import { openOutput } from './output.ts'
import { type PipelineDeps, runPipeline } from './pipeline.ts'
import { finish } from './progress.ts'
import { begun, type Run } from './run.ts'
import { withoutStart } from './skip.ts'
import { findWarm } from './standby.ts'
import { plannedSwitch } from './switch.ts'
import { undo } from './undo.ts'

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
    await failBeforePipeline(deps, deployment, error)
  }
}

const failBeforePipeline = async (deps: PipelineDeps, deployment: DeploymentRecord, error: unknown): Promise<void> => {
  const { service, environment, number } = deployment
  const { fact } = toFailure(deps, deployment.id, error)
  const stage = deployment.stages.find(({ state }) => state === 'waiting' || state === 'running')?.name ?? 'record'
  deployment.status = 'failed'
  deployment.cause = { stage, fact, exitCode: null, tail: [] }
  try {
    const release = await deps.releases.get(service, environment, number)
    if (release !== null) await undo(deps, { deployment, release })
  } catch (again) {
    deps.log.error({ err: again, deployment: deployment.id }, 'a deployment could not be undone')
  }
  await finish(deps, deployment)
}
