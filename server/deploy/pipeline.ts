import type { StageName } from '#contract/deployment.ts'
import { build } from './build.ts'
import { toFailure } from './failure.ts'
import { integrate } from './integrate.ts'
import { beginStage, endStage, finish } from './progress.ts'
import { record } from './record.ts'
import { retire } from './retire.ts'
import { begun, failed, type Run, type StageOutcome, type StopReason, stageOf, type Workshop } from './run.ts'
import type { Slots } from './slots.ts'
import { start } from './start.ts'
import { switchTraffic } from './switch.ts'
import { undo } from './undo.ts'
import { verify } from './verify.ts'

export type PipelineDeps = Workshop & { slots: Slots }

type Begin = (detail?: object) => Promise<void>
interface Step {
  name: StageName
  run(deps: PipelineDeps, run: Run, begin: Begin): Promise<StageOutcome>
}

const step = (name: StageName, stage: (deps: PipelineDeps, run: Run) => Promise<StageOutcome>): Step => ({
  name,
  async run(deps, run, begin) {
    await begin()
    return stage(deps, run)
  },
})

/** How a release goes live. From the switch on, nothing is undone: what follows can only be finished. */
const pipeline: readonly Step[] = [
  step('integrate', integrate),
  step('build', build),
  step('start', start),
  step('verify', verify),
  { name: 'switch', run: switchTraffic },
  step('retire', retire),
  step('record', record),
]

const perform = async (deps: PipelineDeps, run: Run, { name, run: stage }: Step): Promise<StageOutcome> => {
  const { deployment } = run
  try {
    const outcome = await stage(deps, run, (detail) => beginStage(deps, deployment, name, detail))
    if (outcome.ok && run.signal.aborted && deployment.switchedAt === null) return failed('cancelled')
    if (outcome.ok) await endStage(deps, deployment, name, outcome)
    return outcome
  } catch (error) {
    return toFailure(deps, deployment.id, error)
  }
}

const conclude = async (deps: PipelineDeps, run: Run, stage: StageName, outcome: StageOutcome & { ok: false }): Promise<void> => {
  const { deployment } = run
  const reason: StopReason | null = run.signal.aborted ? run.signal.reason : null
  const fact = reason === null ? outcome.fact : { code: reason, params: {} }
  deployment.status = reason === 'cancelled' || reason === 'superseded' ? reason : 'failed'
  deployment.cause = { stage, fact, exitCode: outcome.exitCode ?? null, tail: outcome.tail ?? [] }
  run.output.print('culprit', `${stage}: ${fact.code}`)
  const unrecorded = (error: unknown): void => deps.log.error({ err: error, deployment: deployment.id }, 'a failure could not be recorded')
  await endStage(deps, deployment, stage, { ...outcome, fact }).catch(unrecorded)
  await undo(deps, run).catch(unrecorded)
}

/** Runs what is left of a deployment: all of it, or after a restart the rest. A failure after the switch leaves it switched. */
export const runPipeline = async (deps: PipelineDeps, run: Run): Promise<void> => {
  const { deployment } = run
  deployment.status = 'running'
  for (const next of pipeline) {
    const { state } = stageOf(deployment, next.name)
    if (state === 'done' || state === 'skipped') continue
    const stopped = run.signal.aborted && !begun(run)
    const outcome = stopped ? failed('cancelled') : await perform(deps, run, next)
    if (outcome.ok) continue
    if (deployment.switchedAt !== null) await endStage(deps, deployment, next.name, outcome)
    else {
      await conclude(deps, run, next.name, outcome)
      break
    }
  }
  if (deployment.status === 'running') deployment.status = 'succeeded'
  await finish(deps, deployment)
}
