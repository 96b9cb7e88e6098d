import type { BoardCell, Instance } from '#contract/deployment.ts'
import type { Environment } from '#contract/workspace.ts'
import type { DeploymentRecord } from '../records/deployments.ts'
import { targetOf } from './rollback.ts'
import { placeOf, type Workshop } from './run.ts'

type Deps = Pick<Workshop, 'workspace' | 'releases' | 'live' | 'instances' | 'folders'>

/** A cell of the board without what telemetry adds: requests and errors. */
export type Cell = Omit<BoardCell, 'requests' | 'errors' | 'health'>

export interface Rate {
  requests: number
  errors: number
}

/** From this share of failing requests on a service is bad; below it any error makes it suspicious. */
const badShare = 0.05

/** How a cell does: first by the instances that should be there, then by what they answered. */
export const healthOf = ({ live, instances }: Pick<Cell, 'live' | 'instances'>, { requests, errors }: Rate): BoardCell['health'] => {
  if (live === null) return 'none'
  if (instances.ready === 0) return 'bad'
  if (errors > 0 && errors >= requests * badShare) return 'bad'
  if (instances.ready < instances.wanted || errors > 0) return 'suspicious'
  return requests === 0 ? 'unknown' : 'healthy'
}

const deploymentOf = (current: DeploymentRecord | null): Cell['deployment'] =>
  current === null
    ? null
    : { id: current.id, number: current.number, stage: current.stages.find(({ state }) => state === 'running')?.name ?? null }

const liveOf = async (deps: Deps, service: string, environment: string): Promise<Pick<Cell, 'live' | 'backTo'>> => {
  const live = await deps.live.of(service, environment)
  if (live === null) return { live: null, backTo: null }
  const release = await deps.releases.get(service, environment, live.number)
  const last = (await deps.live.switches({ service, environment, from: live.switchedAt })).at(-1)
  return {
    live: {
      number: live.number,
      branches: release?.branches.length ?? 0,
      since: live.switchedAt,
      by: release?.createdBy ?? '',
      rolledBack: last?.kind === 'rollback',
    },
    backTo: await targetOf(deps, live),
  }
}

const instancesOf = (serving: readonly Instance[], place: string, { instances }: Environment): Cell['instances'] => ({
  ready: serving.filter((instance) => placeOf(instance) === place).length,
  wanted: instances,
})

/** Every service in every environment. */
export const boardOf = async (deps: Deps, current: (place: string) => DeploymentRecord | null): Promise<Cell[]> => {
  const environments = await deps.workspace.environments()
  const running = await deps.instances.list({ states: ['ready'], limit: 10_000 })
  const serving = running.filter((instance) => instance.serving)
  const cells: Cell[] = []
  for (const { name: service } of await deps.workspace.services()) {
    for (const environment of environments) {
      const place = placeOf({ service, environment: environment.name })
      cells.push({
        service,
        environment: environment.name,
        ...(await liveOf(deps, service, environment.name)),
        instances: instancesOf(serving, place, environment),
        deployment: deploymentOf(current(place)),
      })
    }
  }
  return cells
}
