import { Worker } from 'node:worker_threads'
import { AppError, unavailable } from '#contract/errors.ts'
import type { CallName, Calls, Reply, Request, WorkerSettings } from './worker-calls.ts'

interface Waiting {
  resolve: (value: never) => void
  reject: (error: unknown) => void
}

export interface WorkerEvents {
  movedTo(path: string): void
  trouble(message: string): void
}

export interface WorkerClient extends AsyncDisposable {
  /** Asks the worker; rejects when it does not answer in time, or when the signal is aborted. */
  ask<Name extends CallName>(
    call: Name,
    args: Parameters<Calls[Name]>,
    limit: { ms: number; signal?: AbortSignal },
  ): Promise<ReturnType<Calls[Name]>>
}

const startMs = 10_000
const closeMs = 10_000

/** A worker that ended, or never began, for a reason that its owner must hear. */
const startWorker = (settings: WorkerSettings, receive: (reply: Reply) => void, ended: (reason: string) => void): Promise<Worker> => {
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 },
  })
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(unavailable(`The log store did not start within ${startMs / 1000} s.`))
      void worker.terminate()
    }, startMs)
    worker.on('message', (reply: Reply) => {
      if ('ready' in reply) {
        clearTimeout(limit)
        resolve(worker)
      } else if ('unusable' in reply) reject(unavailable(`The log store cannot be used: ${reply.unusable}`))
      else receive(reply)
    })
    let failure: string | null = null
    worker.on('error', (error) => {
      failure = error instanceof Error ? error.message : String(error)
    })
    worker.on('exit', (code) => {
      clearTimeout(limit)
      const reason = failure ?? `exit code ${code}`
      reject(unavailable(`The log store ended: ${reason}.`))
      ended(reason)
    })
  })
}

/** Requests and answers over the worker's port. A worker that dies is started again by the next request. */
export const createWorkerClient = async (settings: WorkerSettings, events: WorkerEvents): Promise<WorkerClient> => {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let closed = false
  let worker: Worker | null = null
  let starting: Promise<Worker> | null = null

  const receive = (reply: Reply): void => {
    if ('movedTo' in reply) events.movedTo(reply.movedTo)
    if ('trouble' in reply) events.trouble(reply.trouble)
    if (!('id' in reply)) return
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('error' in reply) asked?.reject(new AppError(reply.error.code, reply.error.message))
    else asked?.resolve(reply.value as never)
  }

  const ended = (reason: string): void => {
    worker = null
    if (!closed) events.trouble(`the log store’s thread ended (${reason}); the next request starts it again`)
    for (const asked of waiting.values()) asked.reject(unavailable(`The log store ended: ${reason}.`))
    waiting.clear()
  }

  const start = async (): Promise<Worker> => {
    starting ??= startWorker(settings, receive, ended)
    try {
      worker = await starting
      return worker
    } finally {
      starting = null
    }
  }

  const send = (to: Worker, id: number, request: Request, { ms, signal }: { ms: number; signal?: AbortSignal }): Promise<never> => {
    const { promise, resolve, reject } = Promise.withResolvers<never>()
    const giveUp = (reason: string): void => {
      waiting.delete(id)
      to.postMessage({ cancel: id } satisfies Request)
      reject(unavailable(reason))
    }
    const limit = setTimeout(() => giveUp(`The log store did not answer within ${ms / 1000} s.`), ms)
    const abort = (): void => giveUp('The request was given up.')
    signal?.addEventListener('abort', abort, { once: true })
    waiting.set(id, { resolve, reject })
    to.postMessage(request)
    return promise.finally(() => {
      clearTimeout(limit)
      signal?.removeEventListener('abort', abort)
    })
  }

  await start()

  return {
    async ask(call, args, limit) {
      if (closed) throw unavailable('The log store is closed.')
      limit.signal?.throwIfAborted()
      const id = ++lastId
      // Without a wait where there is a worker: requests keep the order in which they were made.
      return send(worker ?? (await start()), id, { id, call, args } as Request, limit)
    },
    async [Symbol.asyncDispose]() {
      if (closed) return
      closed = true
      const last = worker ?? (await starting?.catch(() => null)) ?? null
      if (last === null) return
      const id = ++lastId
      const gone = new Promise((resolve) => last.once('exit', resolve))
      await send(last, id, { id, call: 'close', args: [] }, { ms: closeMs }).catch(() => last.terminate())
      await gone
    },
  }
}
