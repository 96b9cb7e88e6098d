import type { Logger } from 'pino'
import type { Receiver } from './grpc-receiver.ts'

export interface Listening extends AsyncDisposable {
  readonly address: string | null
  /** Why nobody can connect, or null. */
  readonly problem: string | null
}

const retryMs = 15_000

/** A port that somebody else holds must not stop the console: it says so, and tries again now and then. */
export const keepListening = async (deps: {
  kind: string
  host: string
  port: number
  open: (port: number) => Promise<Receiver>
  log: Logger
  retryMs?: number
}): Promise<Listening> => {
  const { kind, host, port, open, log } = deps
  let receiver: Receiver | null = null
  let problem: string | null = null
  let timer: NodeJS.Timeout | null = null
  let closed = false

  const attempt = async (): Promise<void> => {
    try {
      const opened = await open(port)
      if (closed) return await opened[Symbol.asyncDispose]()
      receiver = opened
      if (problem !== null) log.info({ kind, port }, 'agents can report again')
      problem = null
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (problem === null) log.error({ kind, port, reason }, 'agents cannot report: the port cannot be had')
      problem = `${kind} ${host}:${port} cannot be had: ${reason}`
      if (closed) return
      timer = setTimeout(() => void attempt(), deps.retryMs ?? retryMs)
      timer.unref()
    }
  }
  await attempt()

  return {
    get address() {
      return receiver === null ? null : `${host}:${receiver.port}`
    },
    get problem() {
      return problem
    },
    async [Symbol.asyncDispose]() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      await receiver?.[Symbol.asyncDispose]()
    },
  }
}
