import { type Request, Router } from 'express'
import type { z } from 'zod'
import { AppError } from '#contract/errors.ts'
import { type Route, type RouteAnswer, type RouteName, type RouteRequest, routes } from '#contract/routes.ts'

/** One function per row of the contract's table. */
export type Handlers = { [Name in RouteName]: (request: RouteRequest<Name>) => Promise<RouteAnswer<Name>> }

const parse = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
  if (schema === undefined) return undefined
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new AppError('bad_request', `${where}${field === '' ? '' : ` "${field}"`}: ${issue?.message ?? 'is not valid'}.`, { where, field })
}

const idempotencyKey = (request: Request): string | null => {
  const key = request.get('idempotency-key')
  if (key === undefined) return null
  if (!/^[\x21-\x7e]{1,100}$/.test(key)) throw new AppError('bad_request', 'Idempotency-Key: at most 100 visible ASCII characters.')
  return key
}

/** Registers every row of the table; a row without a handler, or a handler without a row, does not compile. */
export const registerRoutes = (handlers: Handlers): Router => {
  const router = Router()
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name]
    const handle = handlers[name] as (request: unknown) => Promise<unknown>
    router[route.method](route.path, async (request, response) => {
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      const answer = await handle({
        params: parse(route.params, request.params, 'path'),
        query: parse(route.query, request.query, 'query'),
        body: parse(route.body, request.body, 'body'),
        idempotencyKey: idempotencyKey(request),
        signal: gone.signal,
      })
      if (!response.destroyed) response.json(answer)
    })
  }
  return router
}
