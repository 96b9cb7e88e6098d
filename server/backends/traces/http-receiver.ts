import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { AppError } from '#contract/errors.ts'
import type { Complaints } from './complaints.ts'
import type { Receiver } from './grpc-receiver.ts'
import type { ReceivedSegment, TraceSink } from './port.ts'
import { SegmentJson } from './segment-json.ts'

const mostBodyBytes = 16 * 1024 * 1024

interface Answer {
  status: number
  message: string
}

const read = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > mostBodyBytes) throw new AppError('too_large', `The body is larger than ${mostBodyBytes} bytes.`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    throw new AppError('bad_request', 'The body is not valid JSON.')
  }
}

const parse = (schema: z.ZodType<ReceivedSegment[]>, body: unknown): ReceivedSegment[] => {
  const { success, data, error } = schema.safeParse(body)
  if (success) return data
  const issue = error.issues[0]
  throw new AppError('bad_request', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is not valid'}.`)
}

const one = SegmentJson.transform((segment) => [segment])
const many = z.array(SegmentJson)

/** Agents send JSON and no Origin; a page in somebody's browser can send neither without the other. */
const refusal = (request: IncomingMessage): Answer | null => {
  if (request.method !== 'POST') return { status: 405, message: 'Send it with POST.' }
  if (request.headers.origin !== undefined) return { status: 403, message: 'Not from a web page.' }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return { status: 415, message: 'The content type must be application/json.' }
  return null
}

const paths: Record<string, z.ZodType<ReceivedSegment[]> | null> = {
  '/v3/segment': one,
  '/v3/segments': many,
  '/v3/management/reportProperties': null,
  '/v3/management/keepAlive': null,
}

const take = async (request: IncomingMessage, sink: TraceSink): Promise<Answer> => {
  const schema = paths[request.url?.split('?')[0] ?? '']
  if (schema === undefined) return { status: 404, message: `There are ${Object.keys(paths).join(', ')}.` }
  const refused = refusal(request)
  if (refused !== null) return refused
  const body = await read(request)
  if (schema !== null) await sink.store(parse(schema, body))
  return { status: 200, message: '' }
}

const failed = (error: unknown): Answer => {
  if (!(error instanceof AppError)) return { status: 503, message: 'The segments could not be stored.' }
  return { status: error.code === 'too_large' ? 413 : 400, message: error.message }
}

const answer = (response: ServerResponse, { status, message }: Answer): void => {
  // A body that was not read to its end would be taken for the next request.
  if (status !== 200) response.setHeader('connection', 'close')
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(message)
}

/** Listens for agents over HTTP. Rejects when the port cannot be had. */
export const listenHttp = async (deps: { host: string; port: number; sink: TraceSink; complaints: Complaints }): Promise<Receiver> => {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 15_000 }, async (request, response) => {
    const result = await take(request, deps.sink).catch(failed)
    if (result.status !== 200) deps.complaints.about(`HTTP ${result.status}: ${result.message}`)
    if (!response.destroyed) answer(response, result)
  })
  server.maxConnections = 500
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(deps.port, deps.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : deps.port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
