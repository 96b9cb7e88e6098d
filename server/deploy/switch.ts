import type { Gateway } from '../backends/gateway/port.ts'
import type { JournalEntry } from '../records/journal.ts'
import type { LiveRelease } from '../records/live.ts'
import { announceDeployment } from './progress.ts'
import { firstAnswerOf, hostOf, routeTo } from './route.ts'
import { begun, done, failed, placeOf, type Run, type StageOutcome, type Workshop } from './run.ts'
import { markServing } from './serving.ts'

type Deps = Pick<Workshop, 'live' | 'journal' | 'instances' | 'gateway' | 'clock' | 'traffic' | 'announce' | 'log'>

/** What the journal keeps of a switch before it happens, so that it can be finished or told to have happened. */
export interface PlannedSwitch {
  generation: number
  from: number | null
  /** Names of the instances that take the traffic. */
  instances: string[]
}

/** Waits for the gateway at most this long; an answer that comes later is found by the next look at its routes. */
const gatewayMs = 5000

/** The plan of a switch that a killed console had begun, or null. */
export const plannedSwitch = (rows: readonly JournalEntry[]): PlannedSwitch | null => {
  const row = rows.findLast(({ stage, phase }) => stage === 'switch' && phase === 'begin')
  if (row === undefined) return null
  const { generation, from, instances } = row.detail
  return {
    generation: Number(generation),
    from: typeof from === 'number' ? from : null,
    instances: Array.isArray(instances) ? instances.map(String) : [],
  }
}

/** Switching to the release that is live already (new instances of it) keeps the way back to the one before. */
const cameFrom = (now: LiveRelease | null, number: number): number | null => (now?.number === number ? now.previous : (now?.number ?? null))

/** True once the gateway has the route, even if it could not say so at first. */
const send = async (deps: Pick<Deps, 'gateway' | 'log'>, route: Parameters<Gateway['switch']>[0]): Promise<boolean> => {
  try {
    await deps.gateway.switch(route, AbortSignal.timeout(gatewayMs))
    return true
  } catch (error) {
    deps.log.warn({ err: error, host: route.host }, 'the gateway did not confirm a switch')
    const routes = await deps.gateway.routes(AbortSignal.timeout(gatewayMs)).catch(() => [])
    return routes.some(({ host, generation }) => host === route.host && generation === route.generation)
  }
}

/** Gives the traffic back to the release that had it, or to nobody if none had. */
const giveBack = async (deps: Deps, run: Run, host: string, planned: PlannedSwitch): Promise<void> => {
  const { service, environment } = run.deployment
  const now = await deps.live.of(service, environment)
  if (now === null) return deps.gateway.remove(host, AbortSignal.timeout(gatewayMs)).catch(() => undefined)
  const generation = planned.generation + 1
  const serving = (await deps.instances.list({ service, environment, limit: 100 })).filter((instance) => instance.serving)
  await send(deps, routeTo(host, generation, serving))
  await deps.live.rerouted(service, environment, generation)
}

const trafficOf = ({ gateway }: Pick<Deps, 'gateway'>, host: string) =>
  gateway.traffic(host, AbortSignal.timeout(gatewayMs)).catch(() => null)

const serve = async (deps: Deps, { deployment, instances }: Run): Promise<void> => {
  await markServing(
    deps,
    deployment,
    instances.map(({ name }) => name),
  )
  for (const instance of instances) Object.assign(instance, { serving: true, state: 'ready' })
}

/** Killed after the switch was recorded: only who serves is left to write down. */
const alreadySwitched = async (deps: Deps, run: Run, at: number): Promise<StageOutcome> => {
  const traffic = await trafficOf(deps, hostOf(run.service, run.environment))
  Object.assign(run.deployment, { switchedAt: at, firstAnswerAt: traffic?.firstAnswerAt ?? null })
  await serve(deps, run)
  return done('switched', { ms: at - run.deployment.requestedAt })
}

/** switch: one atomic step of the gateway, then proof that the release answers, then the record of it. */
export const switchTraffic = (deps: Deps, run: Run, begin: (plan: PlannedSwitch) => Promise<void>): Promise<StageOutcome> =>
  deps.traffic.hold(placeOf(run.deployment), async () => {
    const { deployment, release } = run
    const { id, service, environment, number, kind } = deployment
    const host = hostOf(run.service, run.environment)
    const now = await deps.live.of(service, environment)
    const planned = plannedSwitch(await deps.journal.of(id)) ?? {
      generation: (now?.generation ?? 0) + 1,
      from: cameFrom(now, number),
      instances: run.instances.map(({ name }) => name),
    }
    if (run.signal.aborted && !begun(run)) return failed('cancelled')
    await begin(planned)
    if (now?.number === number && now.generation === planned.generation) return alreadySwitched(deps, run, now.switchedAt)
    const sent = await send(deps, routeTo(host, planned.generation, run.instances))
    const path = run.service.health.http
    const firstAnswerAt = sent ? await firstAnswerOf(deps.gateway, { host, path, release: release.id }, deps.clock) : null
    if (firstAnswerAt === null) {
      await giveBack(deps, run, host, planned)
      return failed(sent ? 'not_observed' : 'gateway_unavailable', { host })
    }
    const at = (await trafficOf(deps, host))?.switchedAt ?? firstAnswerAt
    const { generation, from } = planned
    try {
      await deps.live.switched({ service, environment, number, from, kind, deployment: id, at, generation })
    } catch (error) {
      await giveBack(deps, run, host, planned)
      throw error
    }
    Object.assign(deployment, { switchedAt: at, firstAnswerAt })
    announceDeployment(deps, deployment)
    await serve(deps, run)
    return done('switched', { ms: firstAnswerAt - deployment.requestedAt })
  })
