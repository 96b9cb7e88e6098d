import type { Logger } from 'pino'
import type { Deployment, DeploymentRequest } from '#contract/deployment.ts'
import type { Announce } from '#contract/socket.ts'
import type { Integration } from '#contract/workspace.ts'
import type { Clock } from '#lib/clock.ts'
import type { Source } from '../backends/source/port.ts'
import type { ErrorReads } from '../records/error-reads.ts'
import type { Live } from '../records/live.ts'
import type { Marks } from '../records/marks.ts'
import type { Workspace } from '../records/workspace.ts'

/** The part of the deploy room that the sample uses, like anybody else who deploys. */
export interface SampleDeployments {
  start(request: DeploymentRequest, who: string, idempotencyKey: string | null): Promise<Deployment>
  deployment(id: string): Promise<Deployment>
  preview(service: string, environment: string, branches: readonly string[], signal: AbortSignal): Promise<Integration>
  /** Stops and forgets everything of a service in an environment; no error where there is nothing. */
  removeService(service: string, environment: string): Promise<void>
}

export interface SampleDeps {
  workspace: Workspace
  marks: Marks
  live: Pick<Live, 'switches'>
  source: Source
  deployments: SampleDeployments
  gateway: { address: { host: string; port: number } }
  errors: Pick<ErrorReads, 'events'>
  announce: Announce
  clock: Clock
  log: Logger
  /** The sample's own folder; removed with it. */
  folder: string
  nodeModules: string
}
