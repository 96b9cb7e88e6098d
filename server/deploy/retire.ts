import type { Instance } from '#contract/deployment.ts'
import { keptArtifacts } from './keep.ts'
import { removeOutput } from './output.ts'
import { hostOf } from './route.ts'
import { done, type Run, type StageOutcome, type Workshop } from './run.ts'

type Deps = Pick<Workshop, 'live' | 'releases' | 'deployments' | 'instances' | 'runtime' | 'gateway' | 'clock' | 'folders' | 'chores'>

const drain = { forMs: 30_000, everyMs: 50 }
/** After SIGTERM an instance may finish what it does for so long; one that never served has nothing to finish. */
export const grace = { servedMs: 10_000, freshMs: 1000 }
/** Output of a stopped instance stays this long, so that the collector has read it to the end. */
const keepStoppedMs = 10 * 60_000
/** Deployments of a place whose output stays on disk. */
const keepOutputs = 100

/** Waits until the gateway has no request under way at these instances; false when the time or the patience of others ends. */
const drained = async (deps: Deps, run: Run, names: readonly string[]): Promise<boolean> => {
  const host = hostOf(run.service, run.environment)
  const until = performance.now() + drain.forMs
  while (performance.now() < until && !run.hurry.aborted) {
    const traffic = await deps.gateway.traffic(host, AbortSignal.timeout(2000)).catch(() => null)
    if (traffic === null || names.every((name) => (traffic.inFlight[name] ?? 0) === 0)) return true
    await deps.clock.sleep(drain.everyMs, run.hurry)
  }
  return false
}

export const stopInstance = async (
  { runtime, instances, clock }: Pick<Deps, 'runtime' | 'instances' | 'clock'>,
  { name }: Pick<Instance, 'name'>,
  graceMs: number = grace.servedMs,
): Promise<void> => {
  await instances.update([name], { serving: false, state: 'draining' })
  await runtime.stop(name, graceMs, AbortSignal.timeout(graceMs + 5000))
  const left = await runtime.inspect(name, AbortSignal.timeout(2000)).catch(() => null)
  await instances.update([name], { state: 'stopped', stoppedAt: clock.now(), exitCode: left?.exitCode ?? null })
}

/** Forgets instances that ended a while ago, old output, and artifacts beyond those kept for a way back. */
const sweep = async (deps: Deps, service: string, environment: string): Promise<void> => {
  const before = deps.clock.now() - keepStoppedMs
  const ended = await deps.instances.list({ service, environment, states: ['stopped', 'crashed'], limit: 1000 })
  const old = new Set(ended.filter(({ stoppedAt }) => stoppedAt !== null && stoppedAt < before).map(({ name }) => name))
  const there = await deps.runtime.list(AbortSignal.timeout(5000))
  for (const { name } of there) if (old.has(name)) await deps.runtime.remove(name, AbortSignal.timeout(5000))

  const { next } = await deps.deployments.list({ service, environment, limit: keepOutputs })
  const older = next === null ? [] : (await deps.deployments.list({ service, environment, limit: keepOutputs, after: next })).items
  for (const { id } of older) await removeOutput(deps.folders.output(id))

  const kept = keptArtifacts({
    releases: (await deps.releases.list({ service, environment, limit: 1000 })).items,
    switches: await deps.live.switches({ service, environment }),
    live: await deps.live.of(service, environment),
  })
  for (const number of await deps.folders.artifacts(service, environment)) {
    if (!kept.has(number)) await deps.folders.removeArtifact(service, environment, number)
  }
}

/**
 * retire: the release before stays warm for the way back; what came before it is stopped, never sooner than this. Nobody waits
 * for slow requests of old instances when the next deployment is there: they go on by themselves.
 */
export const retire = async (deps: Deps, run: Run): Promise<StageOutcome> => {
  const { service, environment } = run.deployment
  const now = await deps.live.of(service, environment)
  const serving = new Set(run.instances.map(({ name }) => name))
  const running = await deps.instances.list({ service, environment, states: ['starting', 'ready', 'draining'], limit: 200 })
  const others = running.filter(({ name }) => !serving.has(name))
  const warm = others.filter(({ number, state }) => number === now?.previous && number !== now.number && state !== 'starting')
  const surplus = others.filter((instance) => !warm.includes(instance))

  const quiet = await drained(
    deps,
    run,
    others.map(({ name }) => name),
  )
  await deps.instances.update(
    warm.map(({ name }) => name),
    { state: 'ready', serving: false },
  )
  const ending = Promise.all(surplus.map((instance) => stopInstance(deps, instance))).then(() => sweep(deps, service, environment))
  await Promise.race([deps.chores.add(ending, 'could not stop what is retired'), whenAborted(run.hurry)])
  return quiet ? done('retired', { warm: warm.length, stopped: surplus.length }) : done('retired_busy', { seconds: drain.forMs / 1000 })
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
