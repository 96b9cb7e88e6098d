import { z } from 'zod'
import { Health, Sample, Settings } from './console.ts'
import type { Route } from './route.ts'
import { shipRoutes } from './ship-routes.ts'
import { triageRoutes } from './triage-routes.ts'

export type { Access, Route } from './route.ts'

/** The public API: one row per call. The server registers from it, the client calls through it, /openapi.json is made of it. */
export const routes = {
  health: { method: 'get', path: '/api/health', access: 'anyone', summary: 'Is the console up?', answer: Health },
  settings: { method: 'get', path: '/api/settings', access: 'reader', summary: 'Every backend, as it answers now.', answer: Settings },
  sample: {
    method: 'get',
    path: '/api/sample',
    access: 'reader',
    summary: 'The sample workspace and the newcomer’s path.',
    answer: Sample,
  },
  removeSample: {
    method: 'delete',
    path: '/api/sample',
    access: 'operator',
    summary: 'Stops the sample’s services and removes all of it.',
    answer: z.object({ ok: z.literal(true) }),
  },
  ...shipRoutes,
  ...triageRoutes,
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
type Part<Name extends RouteName, Key extends string> =
  (typeof routes)[Name] extends Record<Key, infer Schema extends z.ZodType> ? Schema : never

/** What a caller sends. */
export type RouteInput<Name extends RouteName> = ([Part<Name, 'params'>] extends [never]
  ? unknown
  : { params: z.input<Part<Name, 'params'>> }) &
  ([Part<Name, 'query'>] extends [never] ? unknown : { query?: z.input<Part<Name, 'query'>> }) &
  ([Part<Name, 'body'>] extends [never] ? unknown : { body: z.input<Part<Name, 'body'>> })

/** What a handler receives: parsed, defaults filled in. */
export interface RouteRequest<Name extends RouteName> {
  params: [Part<Name, 'params'>] extends [never] ? unknown : z.output<Part<Name, 'params'>>
  query: [Part<Name, 'query'>] extends [never] ? unknown : z.output<Part<Name, 'query'>>
  body: [Part<Name, 'body'>] extends [never] ? unknown : z.output<Part<Name, 'body'>>
  idempotencyKey: string | null
  signal: AbortSignal
}

export type RouteAnswer<Name extends RouteName> = z.output<(typeof routes)[Name]['answer']>
