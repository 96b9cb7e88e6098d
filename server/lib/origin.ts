import type { IncomingHttpHeaders } from 'node:http'

/** A read changes nothing; a mutation may come from a script; a socket comes from our own pages alone. */
export type OriginUse = 'read' | 'mutation' | 'socket'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

const hostOf = (origin: string): string | null => {
  try {
    const { protocol, host } = new URL(origin)
    return protocol === 'http:' || protocol === 'https:' ? host : null
  } catch {
    return null
  }
}

/** Browsers leave out a default port in Origin and in Host alike, but a script may write it. */
const sameHost = (left: string, right: string): boolean =>
  left.toLowerCase().replace(/:80$/, '') === right.toLowerCase().replace(/:80$/, '')

/**
 * Why a request is refused, or null. Browsers let any page open a websocket to any host and send a form to it, with the
 * cookies of that host; only the comparison of Origin and Host tells our own pages from others. The Host itself must be a
 * loopback name, or a foreign name that is made to resolve to this machine would be its own "same origin".
 *
 * Without an Origin a browser still says where a request comes from in Sec-Fetch-Site; a script says neither. Scripts may use
 * the HTTP API, the socket is for pages: they send an Origin with each upgrade, and Sec-Fetch-Site with each poll.
 */
export const refuseOrigin = (headers: IncomingHttpHeaders, use: OriginUse): string | null => {
  const { host, origin } = headers
  if (host === undefined || !loopback.test(host)) return `The Host header is not a name of this machine: ${host ?? 'missing'}.`
  if (use === 'read') return null

  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return `The request comes from another site (${String(site)}).`
  if (origin !== undefined) {
    const from = hostOf(origin)
    return from !== null && sameHost(from, host) ? null : `The Origin ${origin} is not this console.`
  }
  if (use === 'mutation' || (site === 'same-origin' && headers.upgrade === undefined)) return null
  return 'The Origin header is missing.'
}
