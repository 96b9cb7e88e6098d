import { notFound } from '#contract/errors.ts'
import type { RouteAnswer } from '#contract/routes.ts'
import type { ErrorDetail, ErrorGroup } from '#contract/triage.ts'
import type { GroupRecord } from '../../records/error-rows.ts'
import type { Code } from '../code.ts'
import type { TriageDeps } from '../deps.ts'
import { withSource } from '../evidence.ts'
import { aftermathOf } from './aftermath.ts'
import { viewGroups } from './list.ts'
import { rateOf, usualRange } from './rate.ts'

type Deps = Pick<TriageDeps, 'errors' | 'exposure' | 'live' | 'clock' | 'workspace'>

export const findGroup = async ({ errors }: Pick<TriageDeps, 'errors'>, id: string): Promise<GroupRecord> => {
  const group = await errors.group(id)
  if (group === null) throw notFound('error', id)
  return group
}

/** The environment that was asked for, else the one where the error was seen last. */
export const environmentOf = (group: ErrorGroup, asked: string | undefined): string | null => {
  if (asked !== undefined) return asked
  const [last] = [...group.environments].sort((a, b) => b.lastSeen - a.lastSeen)
  return last?.environment ?? null
}

/** Every environment of the workspace and every other one where it was seen, so that an absence can be weighed. */
const seenIn = async ({ exposure, workspace }: Deps, group: ErrorGroup): Promise<ErrorDetail['seen']> => {
  const requests = await exposure.byEnvironment({ service: group.service })
  const known = (await workspace.environments()).map(({ name }) => name)
  const names = new Set([...known, ...group.environments.map(({ environment }) => environment)])
  return [...names].map((environment) => {
    const place = group.environments.find((candidate) => candidate.environment === environment)
    return {
      environment,
      errors: place?.count ?? 0,
      requests: requests.get(environment)?.requests ?? 0,
      numbers: place?.numbers ?? [],
    }
  })
}

/** One error over time, where it was seen, and what a rollback did to it. */
export const errorDetail =
  (deps: Deps) =>
  async (id: string, asked: { environment?: string; from?: number; to?: number }): Promise<ErrorDetail> => {
    const record = await findGroup(deps, id)
    const [group] = await viewGroups(deps, [record])
    if (group === undefined) throw notFound('error', id)
    const usual = usualRange(record, deps.clock.now())
    const to = asked.to ?? usual.to
    const from = Math.min(asked.from ?? usual.from, to - 1)
    const environment = environmentOf(group, asked.environment)
    const numbers = group.environments.find((place) => place.environment === environment)?.numbers ?? []
    return {
      group,
      environment: asked.environment ?? null,
      rate: await rateOf(deps, record, asked.environment, { from, to }),
      seen: await seenIn(deps, group),
      aftermath: environment === null ? null : await aftermathOf(deps, record, environment, numbers),
    }
  }

/** Events from the newest on, each with the lines where it broke. */
export const errorEvents =
  (deps: Pick<TriageDeps, 'errors'>, code: Code) =>
  async (
    id: string,
    { environment, position, limit }: { environment?: string; position: number; limit: number },
    signal: AbortSignal,
  ): Promise<RouteAnswer<'errorEvents'>> => {
    await findGroup(deps, id)
    const { items, total } = await deps.errors.events({ group: id, environment, position, limit })
    const events = await Promise.all(
      items.map(async ({ number: _, ...event }) => {
        const { stack, source } = await withSource(code, event.stack, event.releases, signal)
        return { ...event, stack, source }
      }),
    )
    const next = position + items.length
    return { items: events, next: items.length > 0 && next < total ? String(next) : null, total }
  }
