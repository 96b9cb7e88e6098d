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

/** The newcomer's path ticks off what really happened: the trace was opened, the verdict was read. */
const guided = ({ triage, sample }: Deps): Deps['triage'] => ({
  ...triage,
  async evidence(traceId, signal) {
    await sample.noteOpened(traceId)
    return triage.evidence(traceId, signal)
  },
  async verdict(id, environment, signal) {
    const verdict = await triage.verdict(id, environment, signal)
    await sample.noteVerdict(verdict.environment)
    return verdict
  },
})

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
