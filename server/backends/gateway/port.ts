export interface Upstream {
  instance: string
  release: string
  host: string
  port: number
}

export interface GatewayRoute {
  /** Host name without port, lower case: `staff-service.prod.example`. */
  host: string
  upstreams: Upstream[]
  /** Grows with each switch; a gateway refuses an older one, so that a late loser never wins. */
  generation: number
}

export interface RouteTraffic {
  host: string
  /** Requests in flight by instance. */
  inFlight: Record<string, number>
  /** Since the last switch of the route. */
  switchedAt: number
  requests: number
  /** Answers of the gateway itself, for want of an instance that takes the request. */
  lost: number
  /** First answer below 500 of an upstream of the newest switch, or null. */
  firstAnswerAt: number | null
}

/** Sends a host's requests to the instances of one release; a process of its own that outlives the console. */
export interface Gateway {
  readonly kind: string
  /** Where people reach it. */
  readonly address: { host: string; port: number }
  /** One atomic step: new requests go to the new upstreams, those under way finish where they are. */
  switch(route: GatewayRoute, signal: AbortSignal): Promise<void>
  routes(signal: AbortSignal): Promise<GatewayRoute[]>
  traffic(host: string, signal: AbortSignal): Promise<RouteTraffic | null>
  remove(host: string, signal: AbortSignal): Promise<void>
}
