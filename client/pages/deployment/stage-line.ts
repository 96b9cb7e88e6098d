import type { Deployment, Stage } from '#contract/deployment.ts'

/** A stage as the line shows it; `share` is its part of the width, `filled` the part of it that is done. */
export interface StageMark {
  stage: Stage
  share: number
  filled: number
  elapsedMs: number | null
}

const elapsed = (stage: Stage, now: number): number | null =>
  stage.startedAt === null ? null : Math.max(0, (stage.endedAt ?? now) - stage.startedAt)

/**
 * Widths follow durations by their logarithm: a build of three minutes is wider than a switch of 0.4 s, and the switch still has
 * room for its words.
 */
const shareOf = (durationMs: number | null): number => (durationMs === null ? 1 : 1 + Math.log10(1 + durationMs / 1000))

/** How much of a running stage is done by its usual duration; never full before it really ends. */
const filledOf = (stage: Stage, elapsedMs: number | null): number => {
  if (stage.state === 'done') return 1
  if (stage.state !== 'running' || elapsedMs === null) return 0
  return stage.usualMs === null || stage.usualMs === 0 ? 0.5 : Math.min(0.95, elapsedMs / stage.usualMs)
}

export const buildStageLine = (deployment: Deployment, now: number): StageMark[] =>
  deployment.stages.map((stage) => {
    const elapsedMs = elapsed(stage, now)
    return { stage, elapsedMs, share: shareOf(Math.max(elapsedMs ?? 0, stage.usualMs ?? 0) || null), filled: filledOf(stage, elapsedMs) }
  })

/** May still be stopped: nothing has taken traffic. */
export const canCancel = (deployment: Deployment): boolean =>
  (deployment.status === 'queued' || deployment.status === 'running') &&
  deployment.switchedAt === null &&
  !deployment.stages.some((stage) => stage.name === 'switch' && stage.state !== 'waiting')

/** One word for the title: the stage that runs, or how it ended. */
export const phaseOf = (deployment: Deployment): string => {
  if (deployment.status !== 'running') return deployment.status
  return deployment.stages.find((stage) => stage.state === 'running')?.name ?? 'running'
}
