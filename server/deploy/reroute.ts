import type { Instance } from '#contract/deployment.ts'
import type { GatewayRoute } from '../backends/gateway/port.ts'
import type { LiveRelease } from '../records/live.ts'
import { hostOf, routeTo } from './route.ts'
import { placeOf, type Workshop } from './run.ts'

type Deps = Pick<Workshop, 'workspace' | 'live' | 'instances' | 'gateway' | 'traffic' | 'announce'>
interface Place {
  service: string
  environment: string
}

const serving = async ({ instances }: Deps, { service, environment, number }: LiveRelease): Promise<Instance[]> => {
  const ready = await instances.list({ service, environment, number, states: ['ready'], limit: 100 })
  return ready.filter((instance) => instance.serving)
}

const hostOfPlace = async ({ workspace }: Deps, { service, environment }: Place): Promise<string> =>
  hostOf(await workspace.service(service), await workspace.environment(environment))

/** Sends the requests of a place to those instances of its live release that serve, joined by newer ones, in turn with switches. */
export const reroute = (deps: Deps, { service, environment }: Place, newer: readonly Instance[] = []): Promise<void> =>
  deps.traffic.hold(placeOf({ service, environment }), async () => {
    const live = await deps.live.of(service, environment)
    if (live === null) return
    const joining = newer.filter(({ number }) => number === live.number).map(({ name }) => name)
    await deps.instances.update(joining, { state: 'ready', serving: true })
    const host = await hostOfPlace(deps, live)
    const known = await deps.gateway.routes(AbortSignal.timeout(5000))
    const newest = known.find((route) => route.host === host)?.generation ?? 0
    const route = routeTo(host, Math.max(live.generation, newest) + 1, await serving(deps, live))
    await deps.gateway.switch(route, AbortSignal.timeout(5000))
    await deps.live.rerouted(service, environment, route.generation)
    deps.announce({ event: 'board:changed', payload: { service, environment } })
  })

const namesIn = (route: GatewayRoute | undefined): string =>
  (route?.upstreams ?? [])
    .map(({ instance, port }) => `${instance}:${port}`)
    .toSorted()
    .join()

/**
 * Sends again every route that the gateway has lost or has otherwise than the records. A place without any instance that
 * serves is left as it is: a route to nobody would help nobody.
 */
export const reconcileRoutes = async (deps: Deps, signal: AbortSignal): Promise<void> => {
  for (const live of await deps.live.all()) {
    const host = await hostOfPlace(deps, live)
    const differs = await deps.traffic.hold(placeOf(live), async () => {
      const now = await deps.live.of(live.service, live.environment)
      const wanted = now === null ? [] : await serving(deps, now)
      if (wanted.length === 0) return false
      const route = (await deps.gateway.routes(signal)).find((candidate) => candidate.host === host)
      return route === undefined || namesIn(route) !== namesIn(routeTo(host, 0, wanted))
    })
    if (differs) await reroute(deps, live)
  }
}
