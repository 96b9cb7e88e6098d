import type { DeploymentRecord } from '../records/deployments.ts'
import { begun, placeOf, type StopReason } from './run.ts'

interface Lane {
  running: { deployment: DeploymentRecord; stop: AbortController; hurry: AbortController; ended: Promise<void> } | null
  waiting: DeploymentRecord | null
}

/** One deployment at a time for each place, and at most one that waits: the newest. */
export interface Queue {
  add(deployment: DeploymentRecord): void
  /** The deployment of a place that runs, or else waits. */
  current(place: string): DeploymentRecord | null
  /** Takes a waiting deployment out or stops a running one; false when it can only be finished any more. */
  stop(id: string, reason: StopReason): Promise<boolean>
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>
  close(): Promise<void>
}

interface Hands {
  perform(deployment: DeploymentRecord, signal: AbortSignal, hurry: AbortSignal): Promise<void>
  /** Ends a deployment that has not run. */
  drop(deployment: DeploymentRecord, reason: StopReason): Promise<void>
}

export const createQueue = ({ perform, drop }: Hands): Queue => {
  const lanes = new Map<string, Lane>()
  const dropping = new Set<Promise<void>>()
  let closed = false

  const dropNow = (deployment: DeploymentRecord, reason: StopReason): Promise<void> => {
    const dropped = drop(deployment, reason).finally(() => dropping.delete(dropped))
    dropping.add(dropped)
    return dropped
  }

  const next = (place: string, lane: Lane): void => {
    const deployment = lane.waiting
    if (deployment === null || closed) {
      if (deployment === null) lanes.delete(place)
      return
    }
    lane.waiting = null
    const stop = new AbortController()
    const hurry = new AbortController()
    const ended = perform(deployment, stop.signal, hurry.signal).finally(() => {
      lane.running = null
      next(place, lane)
    })
    lane.running = { deployment, stop, hurry, ended }
  }

  /** A way back goes before a build that is still under way: whoever rolls back cannot wait for it. */
  const makeWay = ({ running }: Lane, newer: DeploymentRecord): void => {
    if (running === null) return
    running.hurry.abort()
    if (newer.kind !== 'release' && !begun(running)) running.stop.abort('superseded' satisfies StopReason)
  }

  const running = (): Promise<void>[] => [...lanes.values()].flatMap((lane) => (lane.running === null ? [] : [lane.running.ended]))

  return {
    add(deployment) {
      const place = placeOf(deployment)
      const lane = lanes.get(place) ?? { running: null, waiting: null }
      lanes.set(place, lane)
      if (lane.waiting !== null) void dropNow(lane.waiting, 'superseded')
      lane.waiting = deployment
      if (lane.running === null) next(place, lane)
      else makeWay(lane, deployment)
    },
    current: (place) => lanes.get(place)?.running?.deployment ?? lanes.get(place)?.waiting ?? null,
    async stop(id, reason) {
      for (const lane of lanes.values()) {
        if (lane.waiting?.id === id) {
          const { waiting } = lane
          lane.waiting = null
          await dropNow(waiting, reason)
          return true
        }
        if (lane.running?.deployment.id === id) {
          if (begun(lane.running)) return false
          lane.running.stop.abort(reason)
          await lane.running.ended
          return true
        }
      }
      return false
    },
    async idle() {
      for (let open = [...running(), ...dropping]; open.length > 0; open = [...running(), ...dropping]) await Promise.allSettled(open)
    },
    async close() {
      closed = true
      for (const lane of lanes.values()) {
        if (lane.running === null) continue
        lane.running.hurry.abort()
        if (!begun(lane.running)) lane.running.stop.abort('interrupted' satisfies StopReason)
      }
      await Promise.allSettled([...running(), ...dropping])
    },
  }
}
