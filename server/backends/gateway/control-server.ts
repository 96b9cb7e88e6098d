import { createServer, type IncomingMessage, type Server } from 'node:http'
import { AppError, badRequest, notFound } from '#contract/errors.ts'
import { type ControlState, controlVersion, parseRoute } from './control.ts'
import type { RouteTable } from './route-table.ts'

const maxBody = 256 * 1024

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > maxBody) throw badRequest(`A route is at most ${maxBody} bytes.`)
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

const explain = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
    return new AppError('out_of_space', 'The gateway cannot keep its routes: the disk of the data folder is full.')
  return new AppError('internal', String(error))
}

/** The private side, on a socket that only the user of the console can open. */
export const createControlServer = (table: RouteTable, port: () => number, stop: () => void): Server => {
  const handle = async (request: IncomingMessage): Promise<unknown> => {
    const [, resource = '', name = ''] = (request.url ?? '').split('/').map(decodeURIComponent)
    switch (`${request.method} ${resource}`) {
      case 'GET state':
        return { version: controlVersion, pid: process.pid, port: port() } satisfies ControlState
      case 'GET routes':
        return table.all()
      case 'PUT routes':
        await table.switch(parseRoute(await readBody(request)))
        return null
      case 'DELETE routes':
        await table.remove(name)
        return null
      case 'GET traffic':
        return table.find(name)?.traffic() ?? null
      case 'POST stop':
        stop()
        return null
      default:
        throw notFound('control', request.url ?? '')
    }
  }

  return createServer((request, response) => {
    // Held open: its end tells the console that the process is gone.
    if (request.url === '/watch') {
      response.writeHead(200).flushHeaders()
      return
    }
    handle(request).then(
      (value) => response.end(JSON.stringify({ value })),
      (error: unknown) => {
        const { code, message, details } = explain(error)
        response.writeHead(400).end(JSON.stringify({ error: { code, message, details } }))
      },
    )
  })
}
