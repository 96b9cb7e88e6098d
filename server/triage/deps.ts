import type { Logger } from 'pino'
import type { Announce } from '#contract/socket.ts'
import type { Clock } from '#lib/clock.ts'
import type { Logs } from '../backends/logs/port.ts'
import type { Source } from '../backends/source/port.ts'
import type { Traces } from '../backends/traces/port.ts'
import type { Errors } from '../records/errors.ts'
import type { Exposure } from '../records/exposure.ts'
import type { Live } from '../records/live.ts'
import type { Marks } from '../records/marks.ts'
import type { Releases } from '../records/releases.ts'
import type { Workspace } from '../records/workspace.ts'

/** All that triage uses; each of its functions asks for its part. */
export interface TriageDeps {
  traces: Traces
  logs: Logs
  source: Source
  workspace: Pick<Workspace, 'services' | 'service' | 'environments'>
  releases: Releases
  live: Live
  errors: Errors
  exposure: Exposure
  marks: Marks
  announce: Announce
  clock: Clock
  log: Pick<Logger, 'warn' | 'error'>
}
