import { mkdir, rm } from 'node:fs/promises'
import { conflict, notFound, unavailable } from '#contract/errors.ts'
import { type Clock, systemClock } from '#lib/clock.ts'
import { freePort } from './free-port.ts'
import { freeStored } from './freed-output.ts'
import { type InstanceFolder, type InstanceState, instanceFolder, instanceNames } from './instance-folder.ts'
import { launch } from './launch.ts'
import { followOutput, readTail } from './output.ts'
import type { InstanceSpec, RunningInstance, Runtime } from './port.ts'
import { findByArgument, groupOf, isAlive, lookUp, signalGroup } from './process-table.ts'
import { createTurns } from './turns.ts'

const pollMs = 20
const killLimitMs = 10_000
const killedCode = 137

/**
 * Instances as processes of this machine that do not end with the console. Everything known of one lies in its folder, so
 * another console finds it again. A program that leaves its session (a daemon) leaves this runtime's sight.
 */
export const createProcessRuntime = ({ folder: root, clock = systemClock }: { folder: string; clock?: Clock }): Runtime => {
  const turns = createTurns()
  const at = (name: string): InstanceFolder => instanceFolder(root, name)

  const inspect = (name: string): Promise<RunningInstance | null> =>
    turns.take(name, async () => {
      const folder = at(name)
      const state = await adopt(folder)
      return state === null ? null : describe(folder, state)
    })

  const list = async (): Promise<RunningInstance[]> => {
    const found = await Promise.all((await instanceNames(root)).map(inspect))
    return found.filter((one) => one !== null)
  }

  // One at a time over all names: two must not choose the same port.
  const prepare = (spec: InstanceSpec): Promise<InstanceState> =>
    turns.take('', async () => {
      const folder = at(spec.name)
      const states = await Promise.all((await instanceNames(root)).map((name) => at(name).read()))
      const port = await freePort(new Set(states.flatMap((state) => state?.port ?? [])))
      const { name, service, environment, release, deployment, artifact } = spec
      const freed = (await folder.read())?.freed ?? { stdout: 0, stderr: 0 }
      const state = { name, service, environment, release, deployment, artifact, port, startedAt: clock.now(), process: null, freed }
      await mkdir(folder.path, { recursive: true, mode: 0o700 })
      await folder.setExit(null)
      await folder.write(state)
      return state
    })

  return {
    kind: 'process',
    list,
    inspect,
    start: (spec, signal) =>
      turns.take(spec.name, async () => {
        const folder = at(spec.name)
        const before = await adopt(folder)
        if (before !== null && isRunning(before)) return describe(folder, before)
        signal.throwIfAborted()
        if (before?.process && members(before).length > 0) signalGroup(before.process.pid, 'SIGKILL')
        const intent = await prepare(spec)
        try {
          const state = { ...intent, process: await launch(folder, spec, intent.port) }
          await folder.write(state)
          return await describe(folder, state)
        } catch (error) {
          if (before === null) await rm(folder.path, { recursive: true, force: true })
          throw error
        }
      }),
    // The turn ends before the waiting begins: an instance that drains can be looked at.
    async stop(name, graceMs, signal) {
      const folder = at(name)
      const state = await turns.take(name, () => adopt(folder))
      if (state !== null) await stopGroup(folder, state, graceMs, clock, signal)
    },
    remove: (name) =>
      turns.take(name, async () => {
        const folder = at(name)
        const state = await adopt(folder)
        if (state !== null && members(state).length > 0) throw conflict(`Instance ${name} still runs: stop it first.`, { instance: name })
        await rm(folder.path, { recursive: true, force: true })
      }),
    async tail(name, limit) {
      const folder = at(name)
      const state = await folder.read()
      return state === null ? [] : readTail(folder, state.freed, limit)
    },
    async *output(name, from, signal) {
      const folder = at(name)
      const state = await turns.take(name, () => adopt(folder))
      if (state === null) throw notFound('instance', name)
      yield* followOutput(folder, state, from, clock.now, signal)
    },
    outputStored: (name, upTo) => turns.take(name, () => freeStored(at(name), upTo)),
  }
}

/** The state of an instance, completed where a console was killed between starting the process and writing that down. */
const adopt = async (folder: InstanceFolder): Promise<InstanceState | null> => {
  const state = await folder.read()
  if (state === null || state.process !== null) return state
  const pid = findByArgument(folder.exit)
  const start = pid === null ? undefined : lookUp(pid)?.start
  if (pid === null || start === undefined) return state
  const whole = { ...state, process: { pid, start } }
  await folder.write(whole)
  return whole
}

const isRunning = ({ process }: InstanceState): boolean => process !== null && isAlive(process.pid, process.start)

const members = ({ process }: InstanceState): number[] => (process === null ? [] : groupOf(process.pid, process.start))

const describe = async (folder: InstanceFolder, state: InstanceState): Promise<RunningInstance> => {
  const running = isRunning(state)
  const { name, deployment, port, startedAt } = state
  const exitCode = running ? null : await folder.exitCode()
  return { name, deployment, port, pid: state.process?.pid ?? 0, startedAt, state: running ? 'running' : 'exited', exitCode }
}

const stopGroup = async (
  folder: InstanceFolder,
  state: InstanceState,
  graceMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> => {
  const leader = state.process?.pid
  if (leader === undefined || members(state).length === 0) return
  const gone = async (limitMs: number): Promise<boolean> => {
    const limit = performance.now() + limitMs
    while (isRunning(state) || members(state).length > 0) {
      signal.throwIfAborted()
      if (performance.now() >= limit) return false
      await clock.sleep(pollMs, signal)
    }
    return true
  }
  signalGroup(leader, 'SIGTERM')
  // A frozen group takes no SIGTERM before it goes on.
  signalGroup(leader, 'SIGCONT')
  if (await gone(graceMs)) return
  signalGroup(leader, 'SIGKILL')
  if (!(await gone(killLimitMs))) throw unavailable(`Instance ${state.name} does not end, not even by SIGKILL.`, { instance: state.name })
  if ((await folder.exitCode()) === null) await folder.setExit(killedCode)
}

/** Ends every instance that a folder tells of. Returns the names of those that ran. */
export const stopInstances = async (folder: string, graceMs = 10_000): Promise<string[]> => {
  const runtime = createProcessRuntime({ folder })
  const signal = AbortSignal.timeout(graceMs + 2 * killLimitMs)
  const running = (await runtime.list(signal)).filter(({ state }) => state === 'running')
  await Promise.all(running.map(({ name }) => runtime.stop(name, graceMs, signal)))
  return running.map(({ name }) => name)
}
