import { keepPreviousData, queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { RouteAnswer, RouteInput, RouteName } from '#contract/routes.ts'
import { type ApiError, call } from './api.ts'

export interface CallSettings {
  enabled?: boolean
  /** Milliseconds between two askings while the page is visible; false asks once. */
  every?: number | false
  /** Keeps the answer to the last input on the screen while the next one is on its way. */
  keep?: boolean
  staleMs?: number
}

/** The query of one call. Its key begins with the route's name, so that an announcement can invalidate by name. */
export const callOptions = <Name extends RouteName>(name: Name, input: RouteInput<Name>) =>
  queryOptions<RouteAnswer<Name>, ApiError>({ queryKey: [name, input], queryFn: ({ signal }) => call(name, input, { signal }) })

export const useCall = <Name extends RouteName>(
  name: Name,
  input: RouteInput<Name>,
  { enabled = true, every = false, keep = false, staleMs = 0 }: CallSettings = {},
): UseQueryResult<RouteAnswer<Name>, ApiError> =>
  useQuery<RouteAnswer<Name>, ApiError>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, { signal }),
    enabled,
    refetchInterval: every,
    staleTime: staleMs,
    ...(keep ? { placeholderData: keepPreviousData as never } : {}),
  })
