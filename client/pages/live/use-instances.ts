import { useSearch } from '@tanstack/react-router'
import type { Instance } from '#contract/deployment.ts'
import { useCall } from '../../data/use-call.ts'
import { useEnvironments } from '../../data/use-environments.ts'

/** The contract's cap on the instances of one stream. */
const instanceLimit = 50

const runs = (instance: Instance): boolean => instance.state !== 'stopped' && instance.state !== 'crashed'

/** Which instances there are, and which of them are shown: those chosen in the address, else all that run. */
export const useInstances = () => {
  const search = useSearch({ from: '/live' })
  const environments = useEnvironments()
  const environment = search.env ?? environments.items.at(-1)?.name
  const query = useCall(
    'instances',
    { query: { environment, service: search.service } },
    { enabled: environment !== undefined, keep: true },
  )
  const all = query.data?.items ?? []
  const named = search.instances?.split(',') ?? null
  const running = all.filter(runs)
  const listed = named === null ? running : all.filter((instance) => runs(instance) || named.includes(instance.name))
  const offered = listed.slice(0, instanceLimit)
  const chosen = named === null ? offered.map(({ name }) => name) : named.slice(0, instanceLimit)
  return {
    environment,
    service: search.service,
    offered,
    series: seriesByName(offered.map(({ name }) => name)),
    hidden: listed.length - offered.length,
    chosen,
    isNamed: named !== null,
    query,
  }
}

/** Colours by place, so that the first eight instances differ, which a colour by name does not promise. */
export const seriesByName = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...names].sort().map((name, index) => [name, (index % 8) + 1]))

export type LiveInstances = ReturnType<typeof useInstances>
