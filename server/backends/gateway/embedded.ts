import { systemClock } from '#lib/clock.ts'
import { startOf } from '#lib/lock.ts'
import { type ControlState, controlVersion } from './control.ts'
import { askControl, NotRunning, watchControl } from './control-client.ts'
import type { Gateway, GatewayRoute, RouteTraffic } from './port.ts'
import { startProcess } from './start-process.ts'

const host = '127.0.0.1'
const stopLimitMs = 10_000
const restartLimitMs = 20_000
const pauseMs = 50
const maxPauseMs = 5000

/**
 * The gateway that comes with Culprit: a small process that is started when it does not run and that outlives the console.
 * Disposing lets go of it; `stopGateway` ends it. Port 0 takes any free port, the same one again after a restart.
 */
export const createEmbeddedGateway = async ({ folder, port }: { folder: string; port: number }): Promise<Gateway & AsyncDisposable> => {
  const closing = new AbortController()
  const state = await ensureRunning(folder, port, closing.signal)
  const address = { host, port: state.port }
  const watching = keepRunning(folder, state.port, closing.signal)

  /** A process that has died since is started again, with the routes it had. */
  const ask = async (method: string, path: string, signal: AbortSignal, body?: unknown): Promise<unknown> => {
    try {
      return await askControl(folder, method, path, signal, body)
    } catch (error) {
      if (!(error instanceof NotRunning)) throw error
      await ensureRunning(folder, state.port, signal)
      return askControl(folder, method, path, signal, body)
    }
  }

  // What the process answers is what this module of the same version wrote into it: the casts hold.
  return {
    kind: 'embedded',
    address,
    async switch(route, signal) {
      await ask('PUT', '/routes', signal, route)
    },
    async routes(signal) {
      return (await ask('GET', '/routes', signal)) as GatewayRoute[]
    },
    async traffic(name, signal) {
      return (await ask('GET', `/traffic/${encodeURIComponent(name)}`, signal)) as RouteTraffic | null
    },
    async remove(name, signal) {
      await ask('DELETE', `/routes/${encodeURIComponent(name)}`, signal)
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      await watching
    },
  }
}

const stateOf = async (folder: string, signal: AbortSignal): Promise<ControlState | null> => {
  try {
    return (await askControl(folder, 'GET', '/state', signal)) as ControlState
  } catch (error) {
    if (error instanceof NotRunning) return null
    throw error
  }
}

/** A process of another version or on another port is replaced by one that has its routes. */
const ensureRunning = async (folder: string, port: number, signal: AbortSignal): Promise<ControlState> => {
  const found = await stateOf(folder, signal)
  if (found !== null && found.version === controlVersion && (port === 0 || found.port === port)) return found
  if (found !== null) await stopGateway(folder)
  using child = await startProcess(folder, port)
  for (;;) {
    child.throwIfFailed()
    const state = await stateOf(folder, signal)
    // One that gives way to another is waited for: else it could still come up when that one has been stopped.
    if (state !== null && (state.pid === child.pid || child.gaveWay())) return state
    await systemClock.sleep(pauseMs, signal)
    signal.throwIfAborted()
  }
}

const keepRunning = async (folder: string, port: number, signal: AbortSignal): Promise<void> => {
  let pause = pauseMs
  while (!signal.aborted) {
    const since = performance.now()
    await watchControl(folder, signal)
    if (signal.aborted) return
    // One that ends again and again is started ever more slowly.
    pause = performance.now() - since > maxPauseMs ? pauseMs : Math.min(pause * 2, maxPauseMs)
    await systemClock.sleep(pause, signal)
    if (signal.aborted) return
    // Finished once begun: a process on its way up would be found by nobody.
    await ensureRunning(folder, port, AbortSignal.timeout(restartLimitMs)).catch(() => undefined)
  }
}

/** Ends the process of a folder; requests under way have some seconds to finish. Tells whether one ran. */
export const stopGateway = async (folder: string): Promise<boolean> => {
  const signal = AbortSignal.timeout(stopLimitMs)
  const found = await stateOf(folder, signal)
  if (found === null) return false
  const start = startOf(found.pid)
  await askControl(folder, 'POST', '/stop', signal).catch(() => undefined)
  while (start !== null && startOf(found.pid) === start && !signal.aborted) await systemClock.sleep(pauseMs, signal)
  return true
}
