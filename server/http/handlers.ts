import type { Logs } from '../backends/logs/port.ts'
import type { Source } from '../backends/source/port.ts'
import type { Deployer } from '../deploy/deployer.ts'
import type { Log } from '../deploy/run.ts'
import type { Audit } from '../records/audit.ts'
import type { Deployments } from '../records/deployments.ts'
import type { Instances } from '../records/instances.ts'
import type { Live } from '../records/live.ts'
import type { Releases } from '../records/releases.ts'
import type { Workspace } from '../records/workspace.ts'
import type { SampleRoom } from '../sample/sample.ts'
import type { Triage } from '../triage/triage.ts'
import { branchHandlers } from './branches.ts'
import { deploymentHandlers } from './deployments.ts'
import { environmentHandlers } from './environments.ts'
import { errorHandlers } from './errors-groups.ts'
import { integrationHandlers } from './integrations.ts'
import { logHandlers } from './logs.ts'
import type { Handlers } from './register.ts'
import { releaseHandlers } from './releases.ts'
import { resolveHandlers } from './resolve.ts'
import { sampleHandlers } from './sample.ts'
import { serviceHandlers } from './services.ts'
import { type About, type Probe, settingsHandlers } from './settings.ts'
import { sourceHandlers } from './source.ts'
import { traceHandlers } from './traces.ts'

interface Deps {
  workspace: Workspace
  releases: Releases
  deployments: Deployments
  live: Live
  instances: Instances
  audit: Audit
  source: Source
  logs: Pick<Logs, 'search'>
  deployer: Deployer
  triage: Triage
  sample: SampleRoom
  about: About
  probes: readonly Probe[]
  log: Log
}

/** Until people sign in, whoever reaches this machine's loopback acts as its operator. */
const person = (): string => 'operator'

/**
 * The newcomer's path ticks off what really happened: the trace was opened, the page of the error was read. Home asks for
 * verdicts by itself, so that reading is told by the events, which that page alone asks for.
 */
const guided = ({ triage, sample, log }: Deps): Deps['triage'] => {
  const note = (noting: Promise<void>): void => {
    noting.catch((error: unknown) => log.warn({ err: error }, 'a step of the sample could not be noted'))
  }
  return {
    ...triage,
    evidence(traceId, signal) {
      note(sample.noteOpened(traceId))
      return triage.evidence(traceId, signal)
    },
    events(id, query, signal) {
      if (query.environment !== undefined) note(sample.noteVerdict(query.environment))
      return triage.events(id, query, signal)
    },
  }
}

/** Every row of the route table with what answers it. */
export const createHandlers = (deps: Deps): Handlers => {
  const triage = guided(deps)
  const effect = triage.effect
  return {
    ...settingsHandlers(deps.about, deps.probes),
    ...serviceHandlers({ ...deps, person }),
    ...branchHandlers({ ...deps, person }),
    ...environmentHandlers({ ...deps, rates: triage.rates, now: Date.now }),
    ...integrationHandlers(deps),
    ...deploymentHandlers({ ...deps, person }),
    ...releaseHandlers({ ...deps, effect }),
    ...resolveHandlers(triage),
    ...traceHandlers(triage),
    ...sourceHandlers(triage),
    ...logHandlers(deps),
    ...errorHandlers(triage),
    ...sampleHandlers(deps),
  }
}
