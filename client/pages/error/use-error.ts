import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Verdict } from '#contract/triage.ts'
import { parseRelease } from '../../components/release-name.ts'
import { callOptions, useCall } from '../../data/use-call.ts'

const everyMs = 5_000

/** The release to go back to, when that would help. */
export const rollbackOf = (verdict: Verdict | undefined): { service: string; environment: string; to: number } | null => {
  const release = verdict?.release == null ? null : parseRelease(verdict.release)
  if (release === null || verdict?.rollbackTo == null) return null
  return { service: release.service, environment: release.environment, to: verdict.rollbackTo }
}

/** An error in one environment: the one the address names, else the one the verdict is about. */
export const useError = (id: string, asked: string | undefined) => {
  const verdict = useCall('verdict', { params: { id }, query: { environment: asked } }, { every: everyMs, keep: true })
  const environment = asked ?? verdict.data?.environment
  const detail = useCall('error', { params: { id }, query: { environment } }, { every: everyMs, keep: true })
  return {
    environment,
    verdict: verdict.data,
    verdictError: verdict.error,
    detail: detail.data,
    askedAt: detail.dataUpdatedAt,
    error: detail.error,
    refetch: detail.refetch,
  }
}

const eventsInput = (id: string, environment: string | undefined, position: number) => ({
  params: { id },
  query: { environment, position, limit: 1 },
})

/** One event of the error; its neighbours and the ends are fetched ahead, so that paging does not wait. */
export const useEvent = (id: string, environment: string | undefined, position: number) => {
  const queries = useQueryClient()
  const call = useCall('errorEvents', eventsInput(id, environment, position), { keep: true, staleMs: 10_000 })
  const total = call.data?.total ?? 0
  useEffect(() => {
    const near = new Set([position - 1, position + 1, 0, total - 1])
    for (const at of near) {
      if (at < 0 || at >= total || at === position) continue
      void queries.prefetchQuery({ ...callOptions('errorEvents', eventsInput(id, environment, at)), staleTime: 10_000 })
    }
  }, [queries, id, environment, position, total])
  return { event: call.data?.items[0], total, error: call.error, isPending: call.isPending }
}
