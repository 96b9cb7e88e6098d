import type { Instance } from '#contract/deployment.ts'
import type { Service } from '#contract/workspace.ts'
import { ask, loopback } from './health.ts'
import { printOutput } from './print-output.ts'
import { done, failed, type Run, type StageOutcome, type Workshop } from './run.ts'

type Deps = Pick<Workshop, 'instances' | 'runtime' | 'clock'>

const poll = { firstMs: 4, growth: 1.2, mostMs: 250, answerMs: 2000 }

/** Waits until an instance answers its health check with 200. One that exits has failed at once, whatever the deadline. */
export const waitUntilHealthy = async (
  { runtime, clock }: Pick<Workshop, 'runtime' | 'clock'>,
  instance: Pick<Instance, 'name' | 'port'>,
  health: Service['health'],
  signal: AbortSignal,
): Promise<StageOutcome> => {
  const began = performance.now()
  let last = 'no answer'
  for (let waitMs = poll.firstMs; !signal.aborted; waitMs = Math.min(waitMs * poll.growth, poll.mostMs)) {
    const running = await runtime.inspect(instance.name, signal)
    if (running === null || running.state === 'exited') {
      const exitCode = running?.exitCode ?? null
      return failed('exited_at_start', { instance: instance.name, exitCode: exitCode ?? '?' }, exitCode)
    }
    const answer = await ask({ host: loopback, port: running.port, path: health.http }, poll.answerMs)
    if (answer?.status === 200) return done('healthy')
    if (answer !== null) last = String(answer.status)
    if (performance.now() - began > health.deadlineMs) {
      return failed('unhealthy', { instance: instance.name, path: health.http, seconds: Math.round(health.deadlineMs / 1000), last })
    }
    await clock.sleep(waitMs, signal)
  }
  return failed('cancelled')
}

/** The failure of the instance that failed first, with its last lines; the others are not waited for. Null when all are well. */
const firstFailure = async (deps: Deps, run: Run): Promise<StageOutcome | null> => {
  const giveUp = new AbortController()
  const signal = AbortSignal.any([run.signal, giveUp.signal])
  let failure: StageOutcome | null = null
  const check = async (instance: Instance): Promise<void> => {
    const outcome = await waitUntilHealthy(deps, instance, run.service.health, signal)
    if (outcome.ok || failure !== null) return
    failure = outcome
    giveUp.abort()
    failure = { ...outcome, tail: await deps.runtime.tail(instance.name, 50, AbortSignal.timeout(2000)) }
  }
  await Promise.all(run.instances.map(check))
  return failure
}

/** verify: every new instance is well before any request is sent to it. */
export const verify = async (deps: Deps, run: Run): Promise<StageOutcome> => {
  const began = performance.now()
  const watching = new AbortController()
  const printing = run.instances.map(({ name }) => printOutput(deps.runtime, name, run.output, watching.signal))
  try {
    const failure = await firstFailure(deps, run)
    if (failure !== null) return failure
    await deps.instances.update(
      run.instances.map(({ name }) => name),
      { state: 'ready' },
    )
    return done('verified', { instances: run.instances.length, ms: Math.round(performance.now() - began) })
  } finally {
    watching.abort()
    await Promise.all(printing)
  }
}
