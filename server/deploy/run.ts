import type { Deployment, Instance, StageName } from '#contract/deployment.ts'
import type { Fact } from '#contract/shared.ts'
import type { Announce } from '#contract/socket.ts'
import type { Environment, Service } from '#contract/workspace.ts'
import type { Clock } from '#lib/clock.ts'
import type { Builder } from '../backends/builder/port.ts'
import type { Gateway } from '../backends/gateway/port.ts'
import type { Runtime } from '../backends/runtime/port.ts'
import type { Source } from '../backends/source/port.ts'
import type { Audit } from '../records/audit.ts'
import type { DeploymentRecord, Deployments } from '../records/deployments.ts'
import type { Instances } from '../records/instances.ts'
import type { Journal } from '../records/journal.ts'
import type { Live } from '../records/live.ts'
import type { ReleaseRecord, Releases } from '../records/releases.ts'
import type { Workspace } from '../records/workspace.ts'
import type { Chores } from './chores.ts'
import type { Folders } from './folders.ts'
import type { DeploymentOutput } from './output.ts'
import type { TrafficLock } from './traffic-lock.ts'

/** Where the room says what an operator of the console should read. */
export interface Log {
  info(detail: object, message: string): void
  warn(detail: object, message: string): void
  error(detail: object, message: string): void
}

/** What the composition root hands to the room. */
export interface DeployDeps {
  workspace: Workspace
  releases: Releases
  live: Live
  deployments: Deployments
  journal: Journal
  instances: Instances
  audit: Audit
  source: Source
  builder: Builder
  runtime: Runtime
  gateway: Gateway
  announce: Announce
  clock: Clock
  /** Folder for builds, artifacts and output. */
  folder: string
  /** `host:port` where instances report their traces. */
  traceAddress: string
  log: Log
  /** Told of each instance once it runs, so that its output is collected from the first byte. */
  onInstanceStarted: (instance: Instance) => void
}

/** What the stages use besides the ports and records: made once by the deployer. */
export interface Workshop extends DeployDeps {
  folders: Folders
  traffic: TrafficLock
  /** Work that goes on after the deployment that began it; the deployer waits for it when it closes. */
  chores: Chores
}

/** One deployment while it runs. `deployment` is the truth in memory; each transition writes it. */
export interface Run {
  deployment: DeploymentRecord
  service: Service
  environment: Environment
  release: ReleaseRecord
  output: DeploymentOutput
  /** Aborted when it is cancelled, superseded or the console closes; ignored once the switch has begun. */
  signal: AbortSignal
  /** Aborted when another deployment waits for the place: nothing that can go on by itself is waited for. */
  hurry: AbortSignal
  /** Instances that will take the traffic. */
  instances: Instance[]
}

export type StageOutcome = { ok: true; fact: Fact | null } | { ok: false; fact: Fact; exitCode?: number | null; tail?: string[] }

export const done = (code: string, params: Fact['params'] = {}): StageOutcome => ({ ok: true, fact: { code, params } })
export const failed = (
  code: string,
  params: Fact['params'] = {},
  exitCode: number | null = null,
  tail: string[] = [],
): StageOutcome & { ok: false } => ({ ok: false, fact: { code, params }, exitCode, tail })

export const placeOf = ({ service, environment }: { service: string; environment: string }): string => `${service}/${environment}`

/** The deployment as the contract shows it, a copy of its own. */
export const toContract = (record: DeploymentRecord): Deployment => {
  const { request: _request, ...deployment } = structuredClone(record)
  return deployment
}

export const stageOf = (deployment: Deployment, name: StageName): Deployment['stages'][number] => {
  const stage = deployment.stages.find((candidate) => candidate.name === name)
  if (stage === undefined) throw new Error(`deployment ${deployment.id} has no stage ${name}`)
  return stage
}

/** Once the switch has begun, a deployment can only be finished: it is neither cancelled nor superseded. */
export const begun = ({ deployment }: { deployment: Deployment }): boolean => stageOf(deployment, 'switch').startedAt !== null

/** Why the signal of a run was aborted: the word that its deployment ends in. */
export type StopReason = 'cancelled' | 'superseded' | 'interrupted'
