import type { Integration } from '#contract/workspace.ts'
import type { ReleaseRecord } from '../records/releases.ts'
import type { Workshop } from './run.ts'

/** Who first brought a branch that is still there: the oldest release of the unbroken row that holds it. Newest comes first. */
export const broughtBy = (history: readonly ReleaseRecord[], branch: string): ReleaseRecord | undefined => {
  const end = history.findIndex(({ branches }) => !branches.some(({ name }) => name === branch))
  return history[(end === -1 ? history.length : end) - 1]
}

/** Branches that run in the environment now and would not any more. */
export const leaving = async (
  { live, releases }: Pick<Workshop, 'live' | 'releases'>,
  service: string,
  environment: string,
  ticked: readonly string[],
): Promise<Integration['leaves']> => {
  const now = await live.of(service, environment)
  const running = now === null ? null : await releases.get(service, environment, now.number)
  if (running === null) return []
  const onceLive = new Set((await live.switches({ service, environment })).map(({ number }) => number))
  const { items } = await releases.list({ service, environment, limit: 100 })
  const history = items.filter(({ number }) => number <= running.number && onceLive.has(number))
  return running.branches
    .filter(({ name }) => !ticked.includes(name))
    .map(({ name, author }) => {
      const release = broughtBy(history, name) ?? running
      return { name, author, deployedBy: release.createdBy, deployedAt: release.createdAt }
    })
}
