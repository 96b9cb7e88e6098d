import type { Instance } from '#contract/deployment.ts'
import { stopInstance } from './retire.ts'
import { placeOf, type Workshop } from './run.ts'

type Deps = Pick<Workshop, 'instances' | 'runtime' | 'clock' | 'live'>

/**
 * Instances that nobody needs: somebody began to start or to stop them and did not finish, because the console was killed or a
 * call failed, or they neither serve nor belong to the release before.
 */
export const findLeftovers = async ({ instances, live }: Pick<Deps, 'instances' | 'live'>): Promise<Instance[]> => {
  const previous = new Map((await live.all()).map((now) => [placeOf(now), now.previous]))
  const running = await instances.list({ states: ['starting', 'ready', 'draining'], limit: 10_000 })
  return running.filter((instance) => {
    const isWarm = instance.number === previous.get(placeOf(instance))
    return instance.state !== 'ready' || (!instance.serving && !isWarm)
  })
}

/** Ends them; `alive` are the names of those that run. */
export const endLeftovers = async (deps: Deps, leftovers: readonly Instance[], alive: ReadonlySet<string>): Promise<void> => {
  const gone = leftovers.filter(({ name }) => !alive.has(name)).map(({ name }) => name)
  await deps.instances.update(gone, { state: 'stopped', serving: false, stoppedAt: deps.clock.now() })
  await Promise.all(leftovers.filter(({ name }) => alive.has(name)).map((instance) => stopInstance(deps, instance)))
}
