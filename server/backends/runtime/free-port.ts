import { createServer } from 'node:net'
import { unavailable } from '#contract/errors.ts'

/** Below the ports that Linux gives to outgoing connections, so that none of those takes it between choice and use. */
const first = 20_000
const last = 31_999
const tries = 100

/** A port of the loopback on which nobody listens, and that is not one of `taken`. */
export const freePort = async (taken: ReadonlySet<number>): Promise<number> => {
  let port = first + Math.floor(Math.random() * (last - first))
  for (let attempt = 0; attempt < tries; attempt += 1) {
    port = port >= last ? first : port + 1
    if (!taken.has(port) && (await isFree(port))) return port
  }
  throw unavailable(`No free port was found between ${first} and ${last}.`, { first, last })
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
