import { useDebouncedValue } from '@mantine/hooks'
import type { Branch, Integration } from '#contract/workspace.ts'
import { useCall } from '../../data/use-call.ts'
import { type Choice, considered } from './deploy-model.ts'

/** Newest branches the page holds; the search asks the server for the others. */
const branchLimit = 1000
const settleMs = 250

const unite = (lists: readonly (readonly Branch[])[], base: string | undefined): Branch[] => {
  const byName = new Map(lists.flat().map((branch) => [branch.name, branch]))
  if (base !== undefined) byName.delete(base)
  return [...byName.values()].sort((a, b) => b.authoredAt - a.authoredAt)
}

/** What the page knows before anything is ticked. */
export const usePlace = (service: string, environment: string, text: string) => {
  const services = useCall('services', {})
  const environments = useCall('environments', {})
  const spec = services.data?.items.find(({ name }) => name === service)
  const newest = useCall('branches', { params: { service }, query: { environment, limit: branchLimit } })
  const isCut = newest.data !== undefined && newest.data.total > newest.data.items.length
  const found = useCall('branches', { params: { service }, query: { environment, q: text } }, { enabled: isCut && text !== '', keep: true })
  const last = useCall('releases', { query: { service, environment, limit: 1 } })
  const board = useCall('board', {})
  return {
    spec,
    environment: environments.data?.items.find(({ name }) => name === environment),
    isUnknown:
      services.isSuccess &&
      environments.isSuccess &&
      (spec === undefined || !environments.data.items.some(({ name }) => name === environment)),
    branches: newest.data === undefined ? undefined : unite([newest.data.items, found.data?.items ?? []], spec?.baseBranch),
    total: newest.data?.total ?? 0,
    shownLimit: isCut ? newest.data.items.length : null,
    failure: newest.error ?? services.error ?? environments.error,
    nextNumber: last.data === undefined ? null : (last.data.items[0]?.number ?? 0) + 1,
    live: board.data?.items.find((cell) => cell.service === service && cell.environment === environment)?.live ?? null,
    refetch: () => Promise.all([newest.refetch(), last.refetch(), board.refetch()]),
  }
}

/** The integration of some branches, asked once the choice rests; the last answer stays until the next one is there. */
const usePreview = (service: string, environment: string, names: readonly string[], enabled: boolean) => {
  const wanted = [...names].sort().join(':')
  const [settled] = useDebouncedValue(wanted, settleMs)
  const branches = settled === '' ? [] : settled.split(':')
  const preview = useCall('integrations', { body: { service, environment, branches } }, { enabled, keep: true })
  return { ...preview, isStale: enabled && (settled !== wanted || preview.isPlaceholderData || preview.isPending) }
}

export interface Previews {
  /** Of all considered branches: who clashes with whom. */
  clashes: Integration | undefined
  /** Of the ticked ones alone: what would be deployed. */
  sum: Integration | undefined
  isStale: boolean
  error: Error | null
}

export const usePreviews = (service: string, environment: string, choice: Choice | null): Previews => {
  const all = usePreview(service, environment, choice === null ? [] : considered(choice), choice !== null)
  const ticked = usePreview(service, environment, choice?.with ?? [], choice !== null)
  return { clashes: all.data, sum: ticked.data, isStale: all.isStale || ticked.isStale, error: all.error ?? ticked.error }
}
