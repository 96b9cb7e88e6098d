import type { Instance } from '#contract/deployment.ts'
import { createChores } from './chores.ts'
import { endLeftovers, findLeftovers } from './leftovers.ts'
import { reconcileRoutes, reroute } from './reroute.ts'
import { grace, stopInstance } from './retire.ts'
import { placeOf, type Workshop } from './run.ts'
import { adoptServing } from './serving.ts'
import { startInstance } from './start.ts'
import { waitUntilHealthy } from './verify.ts'

/** Keeps what serves alive. */
export interface Supervisor {
  /** Looks once: marks what has crashed, and plans the restart of what served. */
  look(signal: AbortSignal): Promise<void>
  /** Looks again and again until the signal is aborted. */
  watch(signal: AbortSignal): Promise<void>
}

const everyMs = 1000
/** Routes are compared and leftovers ended so many looks apart. */
const tidyEvery = 5
const backoff = { firstMs: 1000, mostMs: 60_000 }
/** An instance that crashes this often in this time is left down: restarting only hides the cause. */
const givesUp = { crashes: 5, withinMs: 5 * 60_000 }

/** Time to the next start after so many crashes in the window, or null to give up. */
export const restartDelay = (crashes: readonly number[], now: number): number | null => {
  const recent = crashes.filter((at) => at > now - givesUp.withinMs).length
  if (recent >= givesUp.crashes) return null
  return Math.min(backoff.firstMs * 2 ** Math.max(0, recent - 1), backoff.mostMs)
}

/** `busy` tells of places where a deployment runs or waits: what starts or stops there has an owner. */
export const createSupervisor = (deps: Workshop, busy: (place: string) => boolean): Supervisor => {
  const crashes = new Map<string, number[]>()
  const restarts = createChores(deps.log)

  /** Starts an instance in the place of one that crashed, while its release is live; true when there is nothing left to do. */
  const replace = async (crashed: Instance, signal: AbortSignal): Promise<boolean> => {
    const { service, environment, number } = crashed
    const live = await deps.live.of(service, environment)
    const release = await deps.releases.get(service, environment, number)
    if (live?.number !== number || release === null || signal.aborted) return true
    const wanted = {
      service: await deps.workspace.service(service),
      environment: await deps.workspace.environment(environment),
      release,
      deployment: crashed.deployment,
      ordinal: (await deps.instances.lastOrdinal(service, environment, number)) + 1,
      restarts: crashed.restarts + 1,
    }
    const instance = await startInstance(deps, wanted, signal)
    const health = await waitUntilHealthy(deps, instance, wanted.service.health, signal)
    if (health.ok) await reroute(deps, crashed, [instance])
    if ((await deps.instances.get(instance.name))?.serving === true) return true
    await stopInstance(deps, instance, grace.freshMs)
    if (health.ok) return true
    await deps.instances.update([instance.name], { state: 'crashed' })
    return false
  }

  const plan = (instance: Instance, signal: AbortSignal): void => {
    const key = `${placeOf(instance)}#${instance.number}`
    const now = deps.clock.now()
    const times = [...(crashes.get(key) ?? []), now].slice(-givesUp.crashes)
    crashes.set(key, times)
    const delay = restartDelay(times, now)
    if (delay === null) deps.log.error({ instance: instance.name }, 'it crashes in a loop and is left down')
    else void restarts.add(restartAfter(delay, instance, signal), 'could not restart an instance')
  }

  const restartAfter = async (delay: number, instance: Instance, signal: AbortSignal): Promise<void> => {
    await deps.clock.sleep(delay, signal)
    if (signal.aborted) return
    const settled = await replace(instance, signal).catch((error: unknown) => {
      deps.log.warn({ err: error, instance: instance.name }, 'could not restart an instance')
      return false
    })
    if (!settled && !signal.aborted) plan({ ...instance, restarts: instance.restarts + 1 }, signal)
  }

  const crash = async (instance: Instance, signal: AbortSignal): Promise<void> => {
    const { name, service, environment } = instance
    const exitCode = (await deps.runtime.inspect(name, signal))?.exitCode ?? null
    await deps.instances.update([name], { state: 'crashed', serving: false, stoppedAt: deps.clock.now(), exitCode })
    deps.log.warn({ instance: name, exitCode }, 'an instance has crashed')
    deps.announce({ event: 'board:changed', payload: { service, environment } })
    if (!instance.serving) return
    plan(instance, signal)
    await reroute(deps, instance)
  }

  const look = async (signal: AbortSignal): Promise<void> => {
    const ready = await deps.instances.list({ states: ['ready'], limit: 10_000 })
    const running = new Map((await deps.runtime.list(signal)).map(({ name, state }) => [name, state]))
    for (const { name } of ready) {
      if (running.get(name) === 'running') continue
      // A second look at the record: it may have been retired in between, which is no crash.
      const now = await deps.instances.get(name)
      if (now?.state === 'ready') await crash(now, signal)
    }
  }

  const tidy = async (signal: AbortSignal): Promise<void> => {
    if (!deps.chores.isQuiet || !restarts.isQuiet) return
    await adoptServing(deps, busy, signal)
    const running = (await deps.runtime.list(signal)).filter(({ state }) => state === 'running')
    const leftovers = (await findLeftovers(deps)).filter((instance) => !busy(placeOf(instance)))
    await endLeftovers(deps, leftovers, new Set(running.map(({ name }) => name)))
    await reconcileRoutes(deps, signal)
  }

  return {
    look,
    async watch(signal) {
      for (let round = 1; !signal.aborted; round += 1) {
        try {
          await look(signal)
          if (round % tidyEvery === 0) await tidy(signal)
        } catch (error) {
          if (!signal.aborted) deps.log.warn({ err: error }, 'could not look after the instances')
        }
        await deps.clock.sleep(everyMs, signal)
      }
      await restarts.quiet()
    },
  }
}
