import type { Instance, Release } from '#contract/deployment.ts'
import type { Environment, Service } from '#contract/workspace.ts'
import type { LiveRelease, Switch } from '../records/live.ts'
import type { ReleaseRecord } from '../records/releases.ts'
import { isHealthy } from './health.ts'
import type { Workshop } from './run.ts'

type Interval = Release['live'][number]

/** When a release took the traffic: from each switch to it until the next switch of the place. */
export const liveIntervals = (switches: readonly Pick<Switch, 'number' | 'at'>[], number: number): Interval[] =>
  switches.flatMap((change, index) => {
    const next = switches[index + 1]
    return change.number === number ? [{ from: change.at, to: next?.at ?? null }] : []
  })

/** Instances that could take the traffic back at once, by the records. */
export const warmInstances = (instances: readonly Instance[], number: number): Instance[] =>
  instances.filter((instance) => instance.number === number && instance.state === 'ready' && !instance.serving)

/** What stands ready for the way back to a release. */
export const standbyOf = async (
  { folders }: Pick<Workshop, 'folders'>,
  { service, environment, number }: Pick<ReleaseRecord, 'service' | 'environment' | 'number'>,
  live: LiveRelease | null,
  instances: readonly Instance[],
): Promise<Release['standby']> => {
  if (live?.number === number) return 'live'
  if (warmInstances(instances, number).length > 0) return 'warm'
  return (await folders.hasArtifact(service, environment, number)) ? 'artifact' : 'gone'
}

/** A release as the contract shows it: its contents, when it was live, and the way back to it. */
export const toRelease = async (
  deps: Pick<Workshop, 'folders' | 'live' | 'instances'>,
  { config: _config, ...release }: ReleaseRecord,
): Promise<Release> => {
  const { service, environment, number } = release
  const live = await deps.live.of(service, environment)
  const instances = await deps.instances.list({ service, environment, number, states: ['ready'], limit: 100 })
  return {
    ...release,
    artifact:
      release.artifact === null ? null : { ...release.artifact, present: await deps.folders.hasArtifact(service, environment, number) },
    live: liveIntervals(await deps.live.switches({ service, environment }), number),
    standby: await standbyOf(deps, release, live, instances),
  }
}

const answerMs = 500

/** Warm instances of a release that really run and are well; none unless there are as many as the environment wants. */
export const findWarm = async (
  { instances, runtime }: Pick<Workshop, 'instances' | 'runtime'>,
  release: Pick<ReleaseRecord, 'service' | 'environment' | 'number'>,
  { environment, service }: { environment: Environment; service: Service },
): Promise<Instance[]> => {
  const known = await instances.list({ service: release.service, environment: release.environment, states: ['ready'], limit: 100 })
  const warm = warmInstances(known, release.number)
  if (warm.length < environment.instances) return []
  const well = await Promise.all(
    warm.map(async ({ name, port }) => {
      const running = await runtime.inspect(name, AbortSignal.timeout(answerMs)).catch(() => null)
      return running?.state === 'running' && (await isHealthy(port, service.health.http, answerMs))
    }),
  )
  return well.every(Boolean) ? warm : []
}
