import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Upstream } from './port.ts'

const connectLimitMs = 5000

/**
 * Connections kept for requests without a body, which can be sent again when an upstream closes an idle connection in the
 * very moment it is used.
 */
export const createKeptConnections = (): Agent => new Agent({ keepAlive: true, maxSockets: 1024, maxFreeSockets: 32, scheduling: 'lifo' })

/** A connection that stands before the first byte of a body is read, so that a refusal leaves the request whole. */
export const connectFirst = ({ host, port }: Upstream): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    const timer = setTimeout(() => socket.destroy(new Error('The upstream does not take the connection.')), connectLimitMs)
    // Stays on: between here and the request nobody else listens.
    socket.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve(socket)
    })
  })

/** Sends one request over a connection that stands. */
export const agentOver = (socket: Socket): Agent => {
  const agent = new Agent({ keepAlive: false })
  agent.createConnection = () => socket
  return agent
}
