import type { GatewayRoute } from '../backends/gateway/port.ts'
import { hostOf } from './route.ts'
import { placeOf, type Workshop } from './run.ts'

interface Place {
  service: string
  environment: string
}

/** Writes down who takes the requests of a place now, and who only finishes those under way. */
export const markServing = async (
  { instances }: Pick<Workshop, 'instances'>,
  { service, environment }: Place,
  names: readonly string[],
): Promise<void> => {
  const ready = await instances.list({ service, environment, states: ['ready'], limit: 100 })
  const leaving = ready.filter(({ name, serving }) => serving && !names.includes(name)).map(({ name }) => name)
  await instances.update(names, { serving: true, state: 'ready' })
  await instances.update(leaving, { serving: false, state: 'draining' })
}

type AdoptDeps = Pick<Workshop, 'workspace' | 'live' | 'instances' | 'gateway' | 'traffic'>

/**
 * Where a switch was recorded but not who serves since, the gateway knows: it sends the requests there. Without this an
 * instance that serves would look like one that nobody needs.
 */
export const adoptServing = async (deps: AdoptDeps, busy: (place: string) => boolean, signal: AbortSignal): Promise<void> => {
  const routes = new Map((await deps.gateway.routes(signal)).map((route): [string, GatewayRoute] => [route.host, route]))
  for (const live of await deps.live.all()) {
    if (busy(placeOf(live))) continue
    const route = routes.get(hostOf(await deps.workspace.service(live.service), await deps.workspace.environment(live.environment)))
    await deps.traffic.hold(placeOf(live), async () => {
      const now = await deps.live.of(live.service, live.environment)
      if (now === null || route?.generation !== now.generation) return
      const routed = new Set(route.upstreams.map(({ instance }) => instance))
      const ready = await deps.instances.list({ service: live.service, environment: live.environment, states: ['ready'], limit: 100 })
      const names = ready.filter(({ name, number }) => number === now.number && routed.has(name)).map(({ name }) => name)
      if (ready.some(({ name, serving }) => names.includes(name) && !serving)) await markServing(deps, now, names)
    })
  }
}
