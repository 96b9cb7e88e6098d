import { grace, stopInstance } from './retire.ts'
import { type Run, stageOf, type Workshop } from './run.ts'

type Deps = Pick<Workshop, 'instances' | 'runtime' | 'clock' | 'folders' | 'releases' | 'journal' | 'log'>

/**
 * Takes back what a deployment did before its switch: its instances end, its files go, and the release that serves is not
 * touched. Safe to do twice, so that a killed console can do it again.
 */
export const undo = async (deps: Deps, { deployment, release }: Pick<Run, 'deployment' | 'release'>): Promise<void> => {
  const { id, service, environment, number } = deployment
  const mine = await deps.instances.list({ deployment: id, states: ['starting', 'ready', 'draining'], limit: 200 })
  await Promise.all(
    mine
      .filter(({ serving }) => !serving)
      .map((instance) =>
        stopInstance(deps, instance, grace.freshMs).catch((error: unknown) =>
          deps.log.warn({ err: error, instance: instance.name }, 'could not stop'),
        ),
      ),
  )
  await deps.folders.removeBuild(id)
  if (release.state === 'building') {
    await deps.releases.failed(release)
    release.state = 'failed'
    await deps.folders.removeArtifact(service, environment, number)
  }
  for (const name of ['start', 'verify'] as const) {
    const stage = stageOf(deployment, name)
    if (stage.state === 'done') stage.state = 'undone'
  }
  await deps.journal.append({ deployment: id, stage: 'record', phase: 'undone', at: deps.clock.now(), detail: {} })
}
