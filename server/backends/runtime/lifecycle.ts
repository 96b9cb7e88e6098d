import { unavailable } from '#contract/errors.ts'
import type { Clock } from '#lib/clock.ts'
import type { InstanceFolder, InstanceState } from './instance-folder.ts'
import type { RunningInstance } from './port.ts'
import { findByArgument, groupOf, isAlive, lookUp, signalGroup } from './process-table.ts'

const pollMs = 20
export const killLimitMs = 10_000
const killedCode = 137
const terminatedCode = 143

/** The state of an instance, completed where a console was killed between starting the process and writing that down. */
export const adopt = async (folder: InstanceFolder): Promise<InstanceState | null> => {
  const state = await folder.read()
  if (state === null || state.process !== null) return state
  const pid = findByArgument(folder.exit)
  const start = pid === null ? undefined : lookUp(pid)?.start
  if (pid === null || start === undefined) return state
  const whole = { ...state, process: { pid, start } }
  await folder.write(whole)
  return whole
}

export const isRunning = ({ process }: InstanceState): boolean => process !== null && isAlive(process.pid, process.start)

export const members = ({ process }: InstanceState): number[] => (process === null ? [] : groupOf(process.pid, process.start))

export const describe = async (folder: InstanceFolder, state: InstanceState): Promise<RunningInstance> => {
  const running = isRunning(state)
  const { name, deployment, port, startedAt } = state
  const exitCode = running ? null : await folder.exitCode()
  return { name, deployment, port, pid: state.process?.pid ?? 0, startedAt, state: running ? 'running' : 'exited', exitCode }
}

export const stopGroup = async (
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
  let code = terminatedCode
  if (!(await gone(graceMs))) {
    signalGroup(leader, 'SIGKILL')
    code = killedCode
    if (!(await gone(killLimitMs))) throw unavailable(`Instance ${state.name} does not end, not even by SIGKILL.`, { instance: state.name })
  }
  // The signal may have ended the wrapper before it could write anything down.
  if ((await folder.exitCode()) === null) await folder.setExit(code)
}
