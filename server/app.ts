import { createServer } from 'node:http'
import { join } from 'node:path'
import compression from 'compression'
import express from 'express'
import { AppError } from '#contract/errors.ts'
import type { Context } from './context.ts'
import { answerErrors } from './http/errors.ts'
import { createHandlers } from './http/handlers.ts'
import { buildOpenApi } from './http/openapi.ts'
import { servePages } from './http/pages.ts'
import { registerRoutes } from './http/register.ts'
import { limitRates, requireOwnOrigin, securityHeaders } from './http/security.ts'

export interface App {
  /** Listens, then brings up what may take longer: recovery, collection, triage, the sample. Resolves once it answers. */
  start(): Promise<{ port: number }>
  close(): Promise<void>
}

const clientFolder = join(import.meta.dirname, '../client/dist')

/** Assembles HTTP and socket.io from a context. */
export const createApp = async (context: Context): Promise<App> => {
  const { config, version, log } = context
  const app = express()
  app.disable('x-powered-by')
  app.use(securityHeaders(), requireOwnOrigin(), compression())
  app.get('/openapi.json', (_request, response) => {
    response.json(buildOpenApi(version))
  })
  app.use('/api', ...limitRates(), express.json({ limit: '1mb', strict: true }))
  app.use(registerRoutes(createHandlers(context)))
  app.use('/api', (request) => {
    throw new AppError('not_found', `There is no ${request.method} ${request.originalUrl.split('?')[0]}. See /openapi.json.`)
  })
  app.use(servePages(clientFolder))
  app.use(answerErrors(log))

  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000 }, app)
  const detach = await context.attachSockets(server)

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, config.port)))
        server.listen(config.port, config.host, () => {
          const address = server.address()
          context.begin()
          resolve({ port: typeof address === 'object' && address !== null ? address.port : config.port })
        })
      }),
    async close() {
      await detach()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await context[Symbol.asyncDispose]()
    },
  }
}

const explain = (error: NodeJS.ErrnoException, port: number): Error =>
  error.code === 'EADDRINUSE'
    ? new AppError('conflict', `Port ${port} is taken by another program. End it, or choose another port with CULPRIT_PORT.`, { port })
    : error
