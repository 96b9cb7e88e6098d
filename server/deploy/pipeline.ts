import type { StageName } from '#contract/deployment.ts'
import { AppError } from '#contract/errors.ts'
import { build } from './build.ts'
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

const outOfSpace = /ENOSPC|database or disk is full|no space left/i

/** What went wrong, for the reader; the inside of an unexpected failure goes to the log. */
const toFailure = (deps: Pick<Workshop, 'log'>, run: Run, error: unknown): StageOutcome => {
  if (error instanceof AppError) return failed(error.code, { ...error.details, message: error.message })
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (outOfSpace.test(`${code} ${message}`)) return failed('out_of_space')
  deps.log.error({ err: error, deployment: run.deployment.id }, 'a stage failed unexpectedly')
  return failed('internal', { message })
}

const perform = async (deps: PipelineDeps, run: Run, { name, run: stage }: Step): Promise<StageOutcome> => {
  const { deployment } = run
  try {
    const outcome = await stage(deps, run, (detail) => beginStage(deps, deployment, name, detail))
    const late = outcome.ok && run.signal.aborted && deployment.switchedAt === null
    return late ? failed('cancelled') : outcome
  } catch (error) {
    return toFailure(deps, run, error)
  }
}

const conclude = async (deps: PipelineDeps, run: Run, stage: StageName, outcome: StageOutcome & { ok: false }): Promise<void> => {
  const { deployment } = run
  const reason: StopReason | null = run.signal.aborted ? run.signal.reason : null
  const fact = reason === null ? outcome.fact : { code: reason, params: {} }
  deployment.status = reason === 'cancelled' || reason === 'superseded' ? reason : 'failed'
  deployment.cause = { stage, fact, exitCode: outcome.exitCode ?? null, tail: outcome.tail ?? [] }
  run.output.print('culprit', `${stage}: ${fact.code}`)
  await endStage(deps, deployment, stage, { ...outcome, fact })
  await undo(deps, run)
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
    if (outcome.ok || deployment.switchedAt !== null) await endStage(deps, deployment, next.name, outcome)
    else {
      await conclude(deps, run, next.name, outcome)
      break
    }
  }
  if (deployment.status === 'running') deployment.status = 'succeeded'
  await finish(deps, deployment)
}
