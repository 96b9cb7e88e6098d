import type { IncomingMessage } from 'node:http'
import type { ServerOptions } from 'socket.io'
import { refuseOrigin } from '#lib/origin.ts'

/** Refuses a foreign page on every transport before a session exists. */
const allowRequest = (request: IncomingMessage, decide: (reason: string | null | undefined, allowed: boolean) => void): void => {
  const refusal = refuseOrigin(request.headers, 'socket')
  decide(refusal, refusal === null)
}

/**
 * Options of the socket.io server. `cors` has no part in this: it is not asked for a websocket, and our own pages need none.
 * No message of a browser is larger than a question; compression costs more than the loopback saves.
 */
export const socketOptions = {
  allowRequest,
  maxHttpBufferSize: 64 * 1024,
  serveClient: false,
  perMessageDeflate: false,
  connectTimeout: 10_000,
} as const satisfies Partial<ServerOptions>
