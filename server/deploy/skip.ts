import type { Deployment, StageName } from '#contract/deployment.ts'

const skip = (stages: Deployment['stages'], names: readonly StageName[]): Deployment['stages'] =>
  stages.map((stage) => (names.includes(stage.name) ? { ...stage, state: 'skipped' } : stage))

/** A rollback or a redeploy takes the artifact that is there. */
export const withoutBuild = (stages: Deployment['stages']): Deployment['stages'] => skip(stages, ['integrate', 'build'])

/** Warm instances run already and were verified when they started. */
export const withoutStart = (stages: Deployment['stages']): Deployment['stages'] => skip(stages, ['start', 'verify'])
