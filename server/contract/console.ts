import { z } from 'zod'
import { Fact, Time } from './shared.ts'

export const Health = z.object({ status: z.enum(['ok', 'degraded']), version: z.string(), startedAt: Time })

/** One port, as it is configured and as it answers now. */
export const BackendStatus = z.object({
  port: z.enum(['source', 'builder', 'runtime', 'gateway', 'traces', 'logs', 'state']),
  kind: z.string(),
  state: z.enum(['reachable', 'unreachable']),
  version: z.string(),
  /** Where it listens or lies, for the person who must connect something to it. */
  address: z.string(),
  /** What is said of it: rows kept, size on disk, why it is unreachable. */
  facts: z.array(Fact),
  checkedAt: Time,
  tookMs: z.number(),
})
export type BackendStatus = z.infer<typeof BackendStatus>

export const Settings = z.object({
  version: z.string(),
  node: z.string(),
  dataFolder: z.string(),
  gatewayPort: z.number().int(),
  traceGrpcPort: z.number().int(),
  traceHttpPort: z.number().int(),
  backends: z.array(BackendStatus),
  /** Path of the `culprit.yaml` that provisions the workspace, or null. */
  managedBy: z.string().nullable(),
})
export type Settings = z.infer<typeof Settings>

/** The sample workspace: its first load, and the newcomer's path with what really happened. */
export const Sample = z.object({
  state: z.enum(['absent', 'loading', 'ready', 'failed', 'removing']),
  progress: z.object({ done: z.number().int(), of: z.number().int(), step: Fact.nullable(), startedAt: Time }).nullable(),
  /** A trace of PROD that failed since the guilty release went live. */
  traceId: z.string().nullable(),
  steps: z.array(
    z.object({ code: z.enum(['paste', 'culprit', 'rollback', 'stopped']), doneAt: Time.nullable(), href: z.string().nullable() }),
  ),
})
export type Sample = z.infer<typeof Sample>
