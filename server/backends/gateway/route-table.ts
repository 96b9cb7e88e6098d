import { isDeepStrictEqual } from 'node:util'
import { conflict } from '#contract/errors.ts'
import type { GatewayRoute, RouteTraffic, Upstream } from './port.ts'

/** One request on its way to an upstream. */
export interface Passage {
  upstream: Upstream
  /** The upstream has answered; the first good answer of the newest switch is remembered. */
  answered(status: number): void
  end(): void
}

/** A host with the upstreams that take its requests, and what has happened to them. */
export interface HostRoute {
  route(): GatewayRoute
  switchTo(route: GatewayRoute): void
  /** Counts a request of the outside, once, however many upstreams are tried. */
  arrive(): void
  /** The next upstream in turn that was not tried, or why there is none. */
  enter(tried: ReadonlySet<Upstream>): Passage | 'none' | 'full'
  lose(): void
  traffic(): RouteTraffic
}

const maxInFlight = 1000

export const createHostRoute = (first: GatewayRoute, now: () => number): HostRoute => {
  let route = first
  let since = { switchedAt: now(), requests: 0, lost: 0, firstAnswerAt: null as number | null }
  let turn = 0
  const inFlight = new Map<string, number>()

  const add = (instance: string, step: number): void => {
    const count = (inFlight.get(instance) ?? 0) + step
    if (count === 0) inFlight.delete(instance)
    else inFlight.set(instance, count)
  }

  const pass = (upstream: Upstream): Passage => {
    const counts = since
    let open = true
    add(upstream.instance, 1)
    return {
      upstream,
      answered(status) {
        if (status < 500 && counts === since) counts.firstAnswerAt ??= now()
      },
      end() {
        if (open) add(upstream.instance, -1)
        open = false
      },
    }
  }

  return {
    route: () => route,
    switchTo(next) {
      route = next
      since = { switchedAt: now(), requests: 0, lost: 0, firstAnswerAt: null }
    },
    arrive() {
      since.requests += 1
    },
    enter(tried) {
      const { upstreams } = route
      let full = false
      for (let step = 0; step < upstreams.length; step += 1) {
        const upstream = upstreams[(turn + step) % upstreams.length]
        if (upstream === undefined || tried.has(upstream)) continue
        if ((inFlight.get(upstream.instance) ?? 0) >= maxInFlight) {
          full = true
          continue
        }
        turn = (turn + step + 1) % upstreams.length
        return pass(upstream)
      }
      return full ? 'full' : 'none'
    },
    lose() {
      since.lost += 1
    },
    traffic: () => ({
      host: route.host,
      ...since,
      inFlight: Object.fromEntries([...route.upstreams.map(({ instance }) => [instance, 0] as const), ...inFlight]),
    }),
  }
}

export interface RouteTable {
  find(host: string): HostRoute | undefined
  all(): GatewayRoute[]
  /** Takes effect after `store` has kept the new table; an older or different route of a generation is refused. */
  switch(route: GatewayRoute): Promise<void>
  remove(host: string): Promise<void>
}

/** The hosts of the gateway. Changes happen one after the other, each kept on disk before requests see it. */
export const createRouteTable = (
  routes: readonly GatewayRoute[],
  store: (routes: GatewayRoute[]) => Promise<void>,
  now: () => number,
): RouteTable => {
  const hosts = new Map(routes.map((route) => [route.host, createHostRoute(route, now)]))
  let changes: Promise<unknown> = Promise.resolve()
  const all = (): GatewayRoute[] => [...hosts.values()].map((host) => host.route())

  const change = (work: () => Promise<void>): Promise<void> => {
    const done = changes.then(work)
    changes = done.catch(() => undefined)
    return done
  }

  return {
    find: (host) => hosts.get(host),
    all,
    switch: (route) =>
      change(async () => {
        const host = hosts.get(route.host)
        const current = host?.route()
        if (current !== undefined && isDeepStrictEqual(current, route)) return
        if (current !== undefined && route.generation <= current.generation)
          throw conflict(`The gateway has generation ${current.generation} of ${route.host}; generation ${route.generation} is refused.`, {
            host: route.host,
            generation: current.generation,
          })
        await store([...all().filter(({ host }) => host !== route.host), route])
        if (host === undefined) hosts.set(route.host, createHostRoute(route, now))
        else host.switchTo(route)
      }),
    remove: (host) =>
      change(async () => {
        if (!hosts.has(host)) return
        await store(all().filter((route) => route.host !== host))
        hosts.delete(host)
      }),
  }
}
