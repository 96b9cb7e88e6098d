import type { RouteAnswer } from '#contract/routes.ts'
import type { ErrorGroup } from '#contract/triage.ts'
import type { GroupRecord } from '../../records/error-rows.ts'
import type { TriageDeps } from '../deps.ts'
import { goneMs, recentMs, toErrorGroup } from './group-view.ts'

type Deps = Pick<TriageDeps, 'errors' | 'exposure' | 'clock'>

/** Groups with where they were seen and whether they still happen. */
export const viewGroups = async ({ errors, exposure, clock }: Deps, groups: readonly GroupRecord[]): Promise<ErrorGroup[]> => {
  const now = clock.now()
  const places = await errors.places(
    groups.map(({ id }) => id),
    now - recentMs,
  )
  const requests = new Map<string, number>()
  for (const service of new Set(groups.map((group) => group.service))) {
    requests.set(service, (await exposure.total({ service, from: now - goneMs })).requests)
  }
  return groups.map((group) => toErrorGroup(group, places, requests.get(group.service) ?? 0, now))
}

export const listErrors =
  (deps: Deps) =>
  async (filter: { environment?: string; service?: string; limit: number; after?: string }): Promise<RouteAnswer<'errors'>> => {
    const { items, next, total } = await deps.errors.groups(filter)
    return { items: await viewGroups(deps, items), next, total }
  }
