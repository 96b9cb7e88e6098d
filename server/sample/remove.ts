import { rm } from 'node:fs/promises'
import type { SampleDeps } from './deps.ts'
import type { SampleMemory } from './memory.ts'
import { repositoryPlans } from './plans/repositories.ts'
import type { Progress } from './progress.ts'
import { sampleEnvironments } from './workspace.ts'

export const removalSteps = repositoryPlans.length * sampleEnvironments.length + 1

export interface RemoveDeps extends Pick<SampleDeps, 'deployments' | 'workspace' | 'folder'> {
  memory: SampleMemory
  progress: Progress
}

/** Stops and removes what the sample brought. Can be done again after it was cut short. */
export const remove = async ({ deployments, workspace, folder, memory, progress }: RemoveDeps, signal: AbortSignal): Promise<void> => {
  for (const environment of sampleEnvironments) {
    signal.throwIfAborted()
    const one = (service: string): Promise<void> =>
      progress.step({ code: 'sample.remove', params: { service, environment } }, () => deployments.removeService(service, environment))
    await Promise.all(repositoryPlans.map(({ service }) => one(service)))
  }
  await progress.step({ code: 'sample.remove_files', params: {} }, async () => {
    await workspace.removeManagedBy('sample')
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  await memory.update({ state: 'removed', deployments: {}, failing: null, steps: {} })
}
