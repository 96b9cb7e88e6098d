import { z } from 'zod'
import { type Route, type RouteName, routes } from '#contract/routes.ts'

const schema = (type: z.ZodType, io: 'input' | 'output'): object => z.toJSONSchema(type, { io, unrepresentable: 'any' })

const properties = (type: z.ZodObject | undefined, where: 'path' | 'query'): object[] =>
  Object.entries(type?.shape ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !(field as z.ZodType).safeParse(undefined).success,
    schema: schema(field as z.ZodType, 'input'),
  }))

const refusal = {
  description: 'A refusal with a stable code.',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['code', 'message', 'details'],
            properties: { code: { type: 'string' }, message: { type: 'string' }, details: { type: 'object' } },
          },
        },
      },
    },
  },
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 100 },
  description: 'A repeated call with the same key returns the first answer and does nothing again.',
}

const operation = (name: RouteName, route: Route): object => ({
  operationId: name,
  summary: route.summary,
  'x-access': route.access,
  parameters: [
    ...properties(route.params, 'path'),
    ...properties(route.query, 'query'),
    ...(route.method === 'post' ? [idempotencyKey] : []),
  ],
  ...(route.body === undefined
    ? {}
    : { requestBody: { required: true, content: { 'application/json': { schema: schema(route.body, 'input') } } } }),
  responses: {
    200: { description: 'The answer.', content: { 'application/json': { schema: schema(route.answer, 'output') } } },
    default: refusal,
  },
})

/** The contract's route table as an OpenAPI 3.1 document. */
export const buildOpenApi = (version: string): object => {
  const paths: Record<string, Record<string, object>> = {}
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const path = route.path.replace(/:([a-zA-Z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operation(name, route) }
  }
  return { openapi: '3.1.0', info: { title: 'Culprit', version }, paths }
}
