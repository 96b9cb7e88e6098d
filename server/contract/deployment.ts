import { z } from 'zod'
import { CommitId, Fact, Name, Time } from './shared.ts'

export const ReleaseBranch = z.object({ name: z.string(), head: CommitId, author: z.string(), commits: z.number().int() })
export type ReleaseBranch = z.infer<typeof ReleaseBranch>

/** `order/prod#42`: the immutable contents of one service in one environment. */
export const Release = z.object({
  id: z.string(),
  service: Name,
  environment: Name,
  number: z.number().int(),
  state: z.enum(['building', 'ready', 'failed']),
  branches: z.array(ReleaseBranch),
  baseCommit: CommitId,
  integrationCommit: CommitId.nullable(),
  artifact: z.object({ digest: z.string(), bytes: z.number().int(), present: z.boolean() }).nullable(),
  configDigest: z.string(),
  createdAt: Time,
  createdBy: z.string(),
  /** Intervals in which it took the traffic; `to` is null while it does. */
  live: z.array(z.object({ from: Time, to: Time.nullable() })),
  /** What stands ready for the way back: warm instances, the artifact alone, or nothing. */
  standby: z.enum(['live', 'warm', 'artifact', 'gone']),
})
export type Release = z.infer<typeof Release>

/** The pipeline, in order. A rollback of a warm release skips all but switch, retire and record. */
export const stageNames = ['integrate', 'build', 'start', 'verify', 'switch', 'retire', 'record'] as const
export const StageName = z.enum(stageNames)
export type StageName = z.infer<typeof StageName>

export const Stage = z.object({
  name: StageName,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped', 'undone']),
  startedAt: Time.nullable(),
  endedAt: Time.nullable(),
  /** What is known of it so far, for the reader ("18 of 18 merged"). */
  fact: Fact.nullable(),
  /** Median of the last durations of this stage here; null without a history. */
  usualMs: z.number().nullable(),
})
export type Stage = z.infer<typeof Stage>

export const Cause = z.object({
  stage: StageName,
  fact: Fact,
  exitCode: z.number().int().nullable(),
  /** The last lines (at most 50) of what failed. */
  tail: z.array(z.string()),
})
export type Cause = z.infer<typeof Cause>

export const DeploymentKind = z.enum(['release', 'rollback', 'redeploy'])
export const DeploymentStatus = z.enum(['queued', 'running', 'succeeded', 'failed', 'superseded', 'cancelled'])
export type DeploymentStatus = z.infer<typeof DeploymentStatus>

export const Deployment = z.object({
  id: z.string(),
  kind: DeploymentKind,
  service: Name,
  environment: Name,
  /** Number of the release that it makes live. */
  number: z.number().int(),
  /** Number of the release that was live when it was asked for. */
  previous: z.number().int().nullable(),
  status: DeploymentStatus,
  stages: z.array(Stage),
  cause: Cause.nullable(),
  requestedBy: z.string(),
  requestedAt: Time,
  finishedAt: Time.nullable(),
  /** When the gateway began to send requests to the release; the true switch time. */
  switchedAt: Time.nullable(),
  /** First request that the new release answered well through the gateway. */
  firstAnswerAt: Time.nullable(),
  /** Requests that failed for want of an instance while the traffic was switched. */
  lostRequests: z.number().int().nullable(),
  reason: z.string().nullable(),
  branches: z.array(z.string()),
  commits: z.number().int(),
})
export type Deployment = z.infer<typeof Deployment>

export const Confirmation = z.string().max(40).optional()
export const DeploymentRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('release'),
    service: Name,
    environment: Name,
    /** Heads as the person saw them; a branch that moved since is refused with `branch_moved`. */
    branches: z.array(z.object({ name: z.string().min(1).max(250), head: CommitId })).max(200),
    confirm: Confirmation,
    reason: z.string().max(500).optional(),
  }),
  z.object({
    kind: z.enum(['rollback', 'redeploy']),
    service: Name,
    environment: Name,
    number: z.number().int().positive(),
    confirm: Confirmation,
    reason: z.string().max(500).optional(),
  }),
])
export type DeploymentRequest = z.infer<typeof DeploymentRequest>

export const OutputLine = z.object({
  /** Counts from 1 within the deployment, without a gap. */
  no: z.number().int(),
  at: Time,
  /** `culprit`, `build`, or the name of an instance. */
  source: z.string(),
  text: z.string(),
})
export type OutputLine = z.infer<typeof OutputLine>

export const Instance = z.object({
  name: z.string(),
  service: Name,
  environment: Name,
  number: z.number().int(),
  deployment: z.string(),
  state: z.enum(['starting', 'ready', 'draining', 'stopped', 'crashed']),
  /** It receives requests from the gateway. */
  serving: z.boolean(),
  port: z.number().int().nullable(),
  pid: z.number().int().nullable(),
  startedAt: Time,
  stoppedAt: Time.nullable(),
  exitCode: z.number().int().nullable(),
  restarts: z.number().int(),
})
export type Instance = z.infer<typeof Instance>

/** What a rollback would do, told before the click. */
export const RollbackPreview = z.object({
  service: Name,
  environment: Name,
  from: z.number().int(),
  to: z.number().int(),
  /** Branches and commits that the environment loses, and those that come back. */
  leaves: z.array(ReleaseBranch),
  returns: z.array(ReleaseBranch),
  commits: z.number().int(),
  people: z.array(z.string()),
  artifact: z.object({ digest: z.string(), standby: z.enum(['live', 'warm', 'artifact', 'gone']) }),
  /** Names of config keys whose value differs between the two releases. */
  configChanges: z.array(z.string()),
  expectedMs: z.number(),
  /** Text that must be typed, or null. */
  confirm: z.string().nullable(),
  /** Null when it can be done; else why not. */
  refusal: Fact.nullable(),
  fromLiveSince: Time,
  toLive: z.array(z.object({ from: Time, to: Time.nullable() })),
})
export type RollbackPreview = z.infer<typeof RollbackPreview>

export const BoardCell = z.object({
  service: Name,
  environment: Name,
  live: z.object({ number: z.number().int(), branches: z.number().int(), since: Time, by: z.string(), rolledBack: z.boolean() }).nullable(),
  health: z.enum(['healthy', 'suspicious', 'bad', 'unknown', 'none']),
  instances: z.object({ ready: z.number().int(), wanted: z.number().int() }),
  /** The deployment that runs or waits now. */
  deployment: z.object({ id: z.string(), stage: StageName.nullable(), number: z.number().int() }).nullable(),
  /** In the last five minutes, by the service's own entry spans and error events. */
  requests: z.number().int(),
  errors: z.number().int(),
  /** Release to go back to with one click, if any. */
  backTo: z.number().int().nullable(),
})
export type BoardCell = z.infer<typeof BoardCell>
