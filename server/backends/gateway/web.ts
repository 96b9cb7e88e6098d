import type { Agent, ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import type { ProxyServer } from 'httpxy'
import { answer } from './answers.ts'
import { hasBody, setForwarded } from './forwarded.ts'
import type { Upstream } from './port.ts'
import type { HostRoute, Passage } from './route-table.ts'
import { agentOver, connectFirst } from './upstream-agent.ts'

const answerLimitMs = 5 * 60_000
const maxTries = 3

/** One try to have a request answered. */
interface Try {
  passage: Passage
  outgoing: ClientRequest | null
  timer: NodeJS.Timeout | undefined
  tooSlow: boolean
}

type Failure = 'refused' | 'closed_idle' | 'too_slow' | 'failed'

const failureOf = (error: unknown, { tooSlow, outgoing }: Try): Failure => {
  if (tooSlow) return 'too_slow'
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ECONNREFUSED') return 'refused'
  // The upstream gave up a kept connection in the moment it was used, and has not seen the request.
  return outgoing?.reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE') ? 'closed_idle' : 'failed'
}

/** Serves requests of a host: a refused one goes to another upstream while its body is untouched. */
export const createWeb = (proxy: ProxyServer, kept: Agent) => {
  const tries = new WeakMap<IncomingMessage, Try>()

  proxy.on('proxyReq', (outgoing, request) => {
    const current = tries.get(request)
    if (current === undefined) return
    current.outgoing = outgoing
    current.timer = setTimeout(() => {
      current.tooSlow = true
      outgoing.destroy(new Error('no answer in time'))
    }, answerLimitMs)
  })

  proxy.on('proxyRes', (incoming, request) => {
    const current = tries.get(request)
    if (current === undefined) return
    clearTimeout(current.timer)
    current.passage.answered(incoming.statusCode ?? 0)
    // The connection to the client is ours: how the upstream keeps its own does not concern it.
    delete incoming.headers.connection
    delete incoming.headers['keep-alive']
    incoming.headers['x-culprit-release'] = current.passage.upstream.release
  })

  /** Null when it was answered, or when the client is gone. */
  const send = async (passage: Passage, request: IncomingMessage, response: ServerResponse): Promise<Failure | null> => {
    const { host, port } = passage.upstream
    const current: Try = { passage, outgoing: null, timer: undefined, tooSlow: false }
    tries.set(request, current)
    response.once('close', () => passage.end())
    try {
      const socket = hasBody(request) ? await connectFirst(passage.upstream) : null
      if (response.destroyed) socket?.destroy()
      else await proxy.web(request, response, { target: { host, port }, agent: socket === null ? kept : agentOver(socket) })
      return null
    } catch (error) {
      passage.end()
      return failureOf(error, current)
    } finally {
      clearTimeout(current.timer)
    }
  }

  return async (host: HostRoute, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = new Set<Upstream>()
    host.arrive()
    setForwarded(request)
    for (let tried = 1; ; tried += 1) {
      const passage = host.enter(refused)
      if (typeof passage === 'string') {
        host.lose()
        return answer(request, response, passage === 'full' ? 'overloaded' : refused.size > 0 ? 'unreachable' : 'no_instance')
      }
      const failure = await send(passage, request, response)
      if (failure === null) return
      if (response.destroyed || response.headersSent) return void response.destroy()
      if (failure === 'refused') refused.add(passage.upstream)
      const again = failure === 'refused' || (failure === 'closed_idle' && !hasBody(request))
      if (again && tried < maxTries) continue
      host.lose()
      return answer(request, response, failure === 'too_slow' ? 'too_slow' : 'unreachable')
    }
  }
}
