import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ProxyServer } from 'httpxy'
import { answerUpgrade } from './answers.ts'
import { setForwarded } from './forwarded.ts'
import type { Upstream } from './port.ts'
import type { HostRoute, Passage } from './route-table.ts'
import { agentOver, connectFirst } from './upstream-agent.ts'

const upgradeLimitMs = 30_000

/** Serves websockets: each stays with its instance until one side closes it. */
export const createUpgrades = (proxy: ProxyServer) => {
  const passages = new WeakMap<IncomingMessage, { passage: Passage; answered: boolean }>()

  proxy.on('proxyReqWs', (outgoing, request) => {
    const current = passages.get(request)
    const answered = (incoming: IncomingMessage): void => {
      if (current === undefined) return
      current.answered = true
      current.passage.answered(incoming.statusCode ?? 0)
    }
    outgoing.once('upgrade', answered)
    outgoing.once('response', answered)
  })

  const connect = async (host: HostRoute): Promise<{ passage: Passage; outgoing: Socket } | 'none' | 'full'> => {
    const refused = new Set<Upstream>()
    for (;;) {
      const passage = host.enter(refused)
      if (typeof passage === 'string') return passage
      try {
        return { passage, outgoing: await connectFirst(passage.upstream) }
      } catch {
        passage.end()
        refused.add(passage.upstream)
      }
    }
  }

  return async (host: HostRoute, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    host.arrive()
    setForwarded(request)
    const connected = await connect(host)
    if (typeof connected === 'string') {
      host.lose()
      return answerUpgrade(socket, connected === 'full' ? 'overloaded' : 'no_instance')
    }
    const { passage, outgoing } = connected
    if (socket.destroyed) {
      outgoing.destroy()
      return passage.end()
    }
    socket.once('close', () => passage.end())
    const current = { passage, answered: false }
    passages.set(request, current)
    const { host: name, port } = passage.upstream
    const options = { target: { host: name, port }, agent: agentOver(outgoing), upgradeTimeout: upgradeLimitMs }
    // A socket of the http server is a net.Socket; its type says only what every stream has.
    await proxy.ws(request, socket as Socket, options, head).catch(() => {
      if (!current.answered) host.lose()
    })
  }
}
