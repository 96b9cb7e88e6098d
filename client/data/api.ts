import { AppError, type ErrorCode, errorCodes } from '#contract/errors.ts'
import { type Route, type RouteAnswer, type RouteInput, type RouteName, routes } from '#contract/routes.ts'

/** Why a call gave no answer: a refusal of the server with its code, or no answer at all. */
export class ApiError extends AppError {
  readonly status: number

  constructor(status: number, code: ErrorCode, message: string, details: Record<string, string | number> = {}) {
    super(code, message, details)
    this.status = status
  }
}

export interface CallOptions {
  signal?: AbortSignal
  /** Makes a mutation safe to send twice; the caller keeps it over its own retries. */
  idempotencyKey?: string
}

const isCode = (code: unknown): code is ErrorCode => errorCodes.some((known) => known === code)

const refusal = async (response: Response): Promise<ApiError> => {
  const body: unknown = await response.json().catch(() => null)
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  const { code, message, details } = {
    ...(error as { code?: unknown; message?: string; details?: Record<string, string | number> } | null),
  }
  return new ApiError(response.status, isCode(code) ? code : 'internal', message ?? response.statusText, details)
}

interface LooseInput {
  params?: Record<string, string | number>
  query?: Record<string, string | number | boolean | undefined>
  body?: unknown
}

/** The address of a call: path parameters encoded, absent query values left out. */
export const addressOf = (route: Route, input: LooseInput): string => {
  const path = route.path.replace(/:([a-zA-Z]+)/g, (_, key: string) => encodeURIComponent(String(input.params?.[key] ?? '')))
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(input.query ?? {})) if (value !== undefined) query.set(key, String(value))
  const search = query.toString()
  return search === '' ? path : `${path}?${search}`
}

/** Calls one row of the contract's table. The server has checked the answer's shape by type; it is of the same build. */
export const call = async <Name extends RouteName>(
  name: Name,
  input: RouteInput<Name>,
  { signal, idempotencyKey }: CallOptions = {},
): Promise<RouteAnswer<Name>> => {
  const route: Route = routes[name]
  const loose: LooseInput = { ...(input as LooseInput) }
  const headers = new Headers({ accept: 'application/json' })
  if (loose.body !== undefined) headers.set('content-type', 'application/json')
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey)
  const response = await fetch(addressOf(route, loose), {
    method: route.method.toUpperCase(),
    headers,
    ...(loose.body === undefined ? {} : { body: JSON.stringify(loose.body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ApiError(0, 'unavailable', 'The console does not answer.', { what: 'console' })
  })
  if (!response.ok) throw await refusal(response)
  return (await response.json()) as RouteAnswer<Name>
}

export const toApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError(0, 'internal', error instanceof Error ? error.message : String(error))
