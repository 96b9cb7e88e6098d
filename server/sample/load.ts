import type { SampleDeps } from './deps.ts'
import type { Guide } from './guide.ts'
import type { SampleMemory } from './memory.ts'
import { firstReleases, guiltyRelease, type PlannedRelease, releaseKey } from './plans/releases.ts'
import { repositoryPlans } from './plans/repositories.ts'
import type { Progress } from './progress.ts'
import { makeRepository } from './repository.ts'
import type { createRollout } from './rollout.ts'
import type { Traffic } from './traffic.ts'
import { sampleEnvironment, sampleEnvironments, sampleService } from './workspace.ts'

/** Repositories, workspace, first releases, exercise, guilty release, first error. */
export const loadSteps = firstReleases.length + 5
const AT_ONCE = 2
/** Enough that a release which does not fail counts as exercised: every page three times and more. */
const EXERCISE = 64
const FIRST_ERROR_LIMIT_MS = 60_000
const LOOK_MS = 500

export interface LoadDeps extends Pick<SampleDeps, 'workspace' | 'clock' | 'folder' | 'nodeModules' | 'gateway'> {
  memory: SampleMemory
  progress: Progress
  traffic: Traffic
  guide: Guide
  rollout: ReturnType<typeof createRollout>
}

const makeRepositories = async ({ folder, memory, clock }: LoadDeps, signal: AbortSignal): Promise<void> => {
  for (const plan of repositoryPlans) await makeRepository(plan, folder, memory.get()?.startedAt ?? clock.now(), signal)
}

/** Written again at every start: the gateway's port and the place of Node and of the packages are this machine's, today. */
export const saveWorkspace = async ({
  workspace,
  folder,
  nodeModules,
  gateway,
}: Pick<LoadDeps, 'workspace' | 'folder' | 'nodeModules' | 'gateway'>): Promise<void> => {
  const place = { folder, nodeModules, gatewayPort: gateway.address.port }
  for (const name of sampleEnvironments) await workspace.saveEnvironment(sampleEnvironment(name, place))
  for (const { service } of repositoryPlans) await workspace.saveService(sampleService(service, place))
}

const deploy = ({ progress, rollout }: LoadDeps, release: PlannedRelease, signal: AbortSignal): Promise<void> => {
  const { service, environment, by } = release
  return progress.step({ code: 'sample.deploy', params: { service, environment, by: by.name } }, () => rollout(release, signal))
}

/** Two at a time: builds and starts wait for each other's processor otherwise. The first failure ends them all. */
const deployAll = async (deps: LoadDeps, releases: readonly PlannedRelease[], signal: AbortSignal): Promise<void> => {
  const waiting = [...releases]
  const first = new AbortController()
  const until = AbortSignal.any([signal, first.signal])
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await deploy(deps, next, until)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, () => worker().catch((error: unknown) => first.abort(error))))
  signal.throwIfAborted()
  first.signal.throwIfAborted()
}

/** Only while PROD has its first release alone; after a restart the second one may be there already. */
const exercise = async ({ traffic, progress, memory }: LoadDeps, signal: AbortSignal): Promise<void> => {
  const over = memory.get()?.deployments[releaseKey(guiltyRelease)] !== undefined
  const fact = (sent: number) => ({ code: 'sample.exercise', params: { sent, of: EXERCISE } })
  const tell = (sent: number): void => {
    if (sent % 8 === 0) progress.show(fact(sent))
  }
  await progress.step(fact(0), async () => (over ? undefined : traffic.exercise(EXERCISE, tell, signal)))
}

/** The sample is ready without one, too: it is shown as soon as it comes. */
const waitForFirstError = async ({ memory, guide, clock }: LoadDeps, signal: AbortSignal): Promise<void> => {
  const deadline = clock.now() + FIRST_ERROR_LIMIT_MS
  while (memory.get()?.failing === null && clock.now() < deadline) {
    signal.throwIfAborted()
    await guide.look()
    await clock.sleep(LOOK_MS, signal)
  }
}

/** Loads the sample, or what is missing of it: every step first looks at what is there. */
export const load = async (deps: LoadDeps, signal: AbortSignal): Promise<void> => {
  const { memory, progress, traffic } = deps
  await progress.step({ code: 'sample.repositories', params: {} }, () => makeRepositories(deps, signal))
  await progress.step({ code: 'sample.workspace', params: {} }, () => saveWorkspace(deps))
  await deployAll(deps, firstReleases, signal)
  await exercise(deps, signal)
  traffic.start()
  await deploy(deps, guiltyRelease, signal)
  await progress.step({ code: 'sample.first_error', params: {} }, () => waitForFirstError(deps, signal))
  signal.throwIfAborted()
  await memory.update({ state: 'ready' })
}
