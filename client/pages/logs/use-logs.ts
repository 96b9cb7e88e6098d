import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RouteAnswer } from '#contract/routes.ts'
import { type ApiError, call } from '../../data/api.ts'
import { joinPages, rangeOf } from './logs-model.ts'
import type { LogSearch } from './use-log-search.ts'

type Page = RouteAnswer<'logs'>

/** Newest first, then older ones page after page without end. A relative time span is fixed when the search begins. */
export const useLogs = (search: LogSearch) => {
  const { q, env, service, instance, level, traceId, span, from, to } = search
  const range = useMemo(() => rangeOf({ span, from, to }, Date.now()), [span, from, to])
  const pages = useInfiniteQuery<Page, ApiError, { pages: Page[] }, unknown[], string | undefined>({
    queryKey: ['logs', 'pages', { q, env, service, instance, level, traceId, ...range }],
    queryFn: ({ pageParam, signal }) =>
      call('logs', { query: { q, environment: env, service, instance, level, traceId, ...range, after: pageParam } }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // What is on the screen is what was searched for; new lines come by searching again, not by moving the rows under the reader.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: (before) => before,
  })
  const records = useMemo(() => joinPages(pages.data?.pages ?? []), [pages.data])
  return { ...pages, records, first: pages.data?.pages[0], range }
}

export type Logs = ReturnType<typeof useLogs>
