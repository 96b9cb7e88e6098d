import { type Deployment, type StageName, stageNames } from '#contract/deployment.ts'
import type { DeploymentRecord } from '../records/deployments.ts'
import type { DeployDeps, StageOutcome } from './run.ts'
import { stageOf, toContract } from './run.ts'

type Deps = Pick<DeployDeps, 'deployments' | 'journal' | 'announce' | 'clock'>

const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** How long a stage usually takes, by the last ten times that it was really done. */
export const usualMs = (history: readonly Deployment[], name: StageName): number | null =>
  median(
    history
      .flatMap(({ stages }) => stages)
      .filter((stage) => stage.name === name && stage.state === 'done')
      .slice(0, 10)
      .map(({ startedAt, endedAt }) => (endedAt ?? 0) - (startedAt ?? 0)),
  )

export const waitingStages = (history: readonly Deployment[]): Deployment['stages'] =>
  stageNames.map((name) => ({ name, state: 'waiting', startedAt: null, endedAt: null, fact: null, usualMs: usualMs(history, name) }))

/** Tells everyone who looks that a deployment has changed. */
export const announceDeployment = ({ announce }: Pick<DeployDeps, 'announce'>, record: DeploymentRecord): void => {
  announce({ event: 'deployment:changed', payload: toContract(record) })
  announce({ event: 'board:changed', payload: { service: record.service, environment: record.environment } })
}

/** The journal row comes first: after a crash it is what tells that the side effect may have happened. */
export const beginStage = async (deps: Deps, deployment: DeploymentRecord, name: StageName, detail = {}): Promise<void> => {
  const stage = stageOf(deployment, name)
  Object.assign(stage, { state: 'running', startedAt: stage.startedAt ?? deps.clock.now(), endedAt: null })
  await deps.journal.append({ deployment: deployment.id, stage: name, phase: 'begin', at: deps.clock.now(), detail })
  await deps.deployments.save(deployment)
  announceDeployment(deps, deployment)
}

export const endStage = async (deps: Deps, deployment: DeploymentRecord, name: StageName, outcome: StageOutcome): Promise<void> => {
  const state = outcome.ok ? 'done' : 'failed'
  Object.assign(stageOf(deployment, name), { state, endedAt: deps.clock.now(), fact: outcome.fact })
  const phase = outcome.ok ? 'end' : 'failed'
  await deps.journal.append({ deployment: deployment.id, stage: name, phase, at: deps.clock.now(), detail: {} })
  await deps.deployments.save(deployment)
  announceDeployment(deps, deployment)
}

/** Shows where a running stage is, without a journal row: nothing depends on it. */
export const showFact = (
  deps: Pick<DeployDeps, 'announce'>,
  deployment: DeploymentRecord,
  name: StageName,
  fact: StageOutcome['fact'],
): void => {
  stageOf(deployment, name).fact = fact
  announceDeployment(deps, deployment)
}

const finishTries = { count: 5, pauseMs: 1000 }

/**
 * The end of a deployment, in every case. Where it cannot be written (a full disk may have room a moment later) it is tried
 * again; after that the next console records an end.
 */
export const finish = async (
  deps: Pick<DeployDeps, 'deployments' | 'announce' | 'clock' | 'log'>,
  deployment: DeploymentRecord,
): Promise<void> => {
  deployment.finishedAt = deps.clock.now()
  for (const stage of deployment.stages) {
    if (stage.state === 'waiting') stage.state = 'skipped'
  }
  for (let tries = 1; tries <= finishTries.count; tries += 1) {
    try {
      await deps.deployments.save(deployment)
      break
    } catch (error) {
      deps.log.error({ err: error, deployment: deployment.id }, 'the end of a deployment could not be recorded')
      await deps.clock.sleep(finishTries.pauseMs)
    }
  }
  announceDeployment(deps, deployment)
}
