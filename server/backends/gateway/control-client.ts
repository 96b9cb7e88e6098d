import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { AppError, type ErrorCode, errorCodes, unavailable } from '#contract/errors.ts'
import { openSocketPath } from './control.ts'

const limitMs = 5000
const maxAnswer = 16 * 1024 * 1024

/** The process does not answer at all: it was never started, or it has ended. */
export class NotRunning extends Error {
  override name = 'NotRunning'
}

const isCode = (code: unknown): code is ErrorCode => errorCodes.some((one) => one === code)

const read = async (answer: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    size += chunk.length
    if (size > maxAnswer) throw unavailable('The gateway answers without end.')
    chunks.push(chunk)
  }
  const { value, error } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  if (error === undefined) return value
  throw new AppError(isCode(error.code) ? error.code : 'internal', String(error.message), error.details)
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ECONNREFUSED', 'ECONNRESET'].includes(String(error.code))

const explain = (error: unknown): Error =>
  isGone(error) ? new NotRunning('The gateway does not run.', { cause: error }) : unavailable('The gateway does not answer.', {}, error)

/** One question to the process of a folder, over its private socket. */
export const askControl = async (folder: string, method: string, path: string, signal: AbortSignal, body?: unknown): Promise<unknown> => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const answer = await open(folder, method, path, limit, body)
  return read(answer)
}

/** Resolves when the process has ended (or the signal is aborted), by holding one answer open. */
export const watchControl = async (folder: string, signal: AbortSignal): Promise<void> => {
  const answer = await open(folder, 'GET', '/watch', signal).catch(() => null)
  if (answer === null) return
  const { promise, resolve } = Promise.withResolvers<void>()
  answer.on('error', () => {})
  answer.once('close', () => resolve())
  answer.resume()
  await promise
}

const open = async (folder: string, method: string, path: string, signal: AbortSignal, body?: unknown): Promise<IncomingMessage> => {
  try {
    using socket = openSocketPath(folder)
    const outgoing = request({ socketPath: socket.path, method, path, signal, agent: false })
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
    const [answer]: IncomingMessage[] = await once(outgoing, 'response')
    if (answer === undefined) throw new NotRunning('The gateway gave no answer.')
    // What breaks from here on is told by the answer.
    outgoing.on('error', () => {})
    return answer
  } catch (error) {
    if (signal.aborted && !(signal.reason instanceof Error && signal.reason.name === 'TimeoutError')) throw signal.reason
    throw explain(error)
  }
}
