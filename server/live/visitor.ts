import type { Logger } from 'pino'
import type { Socket } from 'socket.io'
import { notFound } from '#contract/errors.ts'
import type { ClientEvents, ServerEvents } from '#contract/socket.ts'
import type { EventHandlers } from './events.ts'
import { createOpenings } from './openings.ts'
import { type TailDeps, tail } from './tail.ts'
import { type SendBatch, sendParts } from './viewer.ts'
import { type DeploymentOutput, type OutputPage, type Watch, watchDeployment } from './watch.ts'

const mostStreams = 20
const mostWatches = 20
const pollMs = 20

export type LiveSocket = Socket<ClientEvents, ServerEvents>

export interface VisitorDeps extends TailDeps {
  deploymentOutput: DeploymentOutput
  log: Pick<Logger, 'warn'>
}

/** One browser: what it has open, and what each of its messages does. */
export interface Visitor {
  handlers: EventHandlers
  /** The output of a deployment has lines up to this number. */
  outputGrew(id: string, total: number): void
  /** Ends everything it has open. */
  leave(): void
  /** Resolves when everything that was open has ended. */
  ended(): Promise<void>
}

export const createVisitor = (socket: LiveSocket, deps: VisitorDeps): Visitor => {
  const { clock, log, deploymentOutput } = deps
  const streams = createOpenings<void>(mostStreams, 'streams')
  const watches = createOpenings<Watch>(mostWatches, 'deployments watched')
  const gone = new AbortController()
  const running = new Set<Promise<void>>()

  const run = (work: Promise<void>, what: string): void => {
    const settled = work
      .catch((error: unknown) => {
        if (!gone.signal.aborted) log.warn({ err: error }, what)
      })
      .finally(() => running.delete(settled))
    running.add(settled)
  }

  /** socket.io queues without limit; a transport that takes more says that the queue is empty. */
  const taken = async (): Promise<void> => {
    while (!gone.signal.aborted && !socket.conn.transport.writable) await clock.sleep(pollMs, gone.signal)
  }

  const handlers: EventHandlers = {
    'live:open': (ask) => {
      streams.open(ask.stream, (signal) => {
        const send: SendBatch = (batch, acknowledged) => void socket.emit('live:lines', batch, acknowledged)
        run(sendParts(ask.stream, tail(deps, ask, signal), send, signal), 'a live stream ended badly')
      })
      return null
    },
    'live:close': ({ stream }) => {
      streams.end(stream)
      return null
    },
    'deployment:watch': async ({ id, afterLine }) => {
      if ((await deploymentOutput(id, afterLine)) === null) throw notFound('deployment', id)
      if (gone.signal.aborted) return null
      watches.open(id, (signal) => {
        const send = (page: OutputPage) => void socket.emit('deployment:output', { id, ...page })
        const watch = watchDeployment({ output: deploymentOutput, send, taken, clock }, id, afterLine, signal)
        run(watch.done, 'watching a deployment ended badly')
        return watch
      })
      return null
    },
    'deployment:leave': ({ id }) => {
      watches.end(id)
      return null
    },
  }

  return {
    handlers,
    outputGrew: (id, total) => watches.of(id)?.wake(total),
    leave() {
      gone.abort()
      streams.endAll()
      watches.endAll()
    },
    async ended() {
      await Promise.all(running)
    },
  }
}
