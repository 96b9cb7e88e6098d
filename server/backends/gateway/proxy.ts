import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createProxyServer } from 'httpxy'
import { answer, answerUpgrade } from './answers.ts'
import { hostOf } from './forwarded.ts'
import type { RouteTable } from './route-table.ts'
import { createUpgrades } from './upgrades.ts'
import { createKeptConnections } from './upstream-agent.ts'
import { createWeb } from './web.ts'

/** The public side of the gateway: each request goes to an instance of the release that its host points to in that moment. */
export const createProxy = (table: RouteTable): Server => {
  const proxy = createProxyServer({ prependPath: false })
  const kept = createKeptConnections()
  const serve = createWeb(proxy, kept)
  const upgrade = createUpgrades(proxy)
  const find = (request: IncomingMessage) => table.find(hostOf(request))

  const server = createServer((request, response) => {
    const host = find(request)
    if (host === undefined) answer(request, response, 'unknown_host')
    else serve(host, request, response).catch(() => response.destroy())
  })
  server.on('upgrade', (request, socket, head) => {
    // A client that is gone is no failure of ours, and an unheard error would end the process.
    socket.on('error', () => socket.destroy())
    const host = find(request)
    if (host === undefined) answerUpgrade(socket, 'unknown_host')
    else upgrade(host, request, socket, head).catch(() => socket.destroy())
  })
  server.on('close', () => kept.destroy())
  server.headersTimeout = 15_000
  server.requestTimeout = 60 * 60_000
  server.keepAliveTimeout = 65_000
  server.maxConnections = 20_000
  return server
}
