import { rm } from 'node:fs/promises'
import { conflict, notFound } from '#contract/errors.ts'
import { type Clock, systemClock } from '#lib/clock.ts'
import { begin, writeIntent } from './begin.ts'
import { freeStored } from './freed-output.ts'
import { type InstanceFolder, instanceFolder, instanceNames } from './instance-folder.ts'
import { adopt, describe, isRunning, killLimitMs, members, stopGroup } from './lifecycle.ts'
import { followOutput, readTail } from './output.ts'
import type { RunningInstance, Runtime } from './port.ts'
import { createTurns } from './turns.ts'

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
        const state = await begin(folder, spec, before, () => turns.take('', () => writeIntent(root, spec, clock.now())))
        return describe(folder, state)
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

/** Ends every instance that a folder tells of. Returns the names of those that ran. */
export const stopInstances = async (folder: string, graceMs = 10_000): Promise<string[]> => {
  const runtime = createProcessRuntime({ folder })
  const signal = AbortSignal.timeout(graceMs + 2 * killLimitMs)
  const running = (await runtime.list(signal)).filter(({ state }) => state === 'running')
  await Promise.all(running.map(({ name }) => runtime.stop(name, graceMs, signal)))
  return running.map(({ name }) => name)
}
