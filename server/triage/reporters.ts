import type { Identity, LogRecord, Span } from '#contract/telemetry.ts'
import { parseReleaseId } from '#lib/identity.ts'
import type { TriageDeps } from './deps.ts'
import type { Fault } from './fault.ts'
import { identify, type Known } from './identity.ts'

/** What is needed to name the releases of these services. */
export const knownFor = async ({ workspace, live }: Pick<TriageDeps, 'workspace' | 'live'>, services: Iterable<string>): Promise<Known> => {
  const environments = (await workspace.environments()).map(({ name }) => name)
  const switches = await Promise.all([...new Set(services)].map((service) => live.switches({ service })))
  return { environments, switches: switches.flat() }
}

/** A log record that `collect` stored says its release itself. */
const ofRecord = ({ service, environment, instance, release }: LogRecord): Identity => ({
  service,
  environment,
  instance,
  releases: [release],
  by: 'instance',
})

/** Everybody who reported something of a trace, in the order in which they first did. */
export const reportersOf = async (
  deps: Pick<TriageDeps, 'workspace' | 'live'>,
  spans: readonly Span[],
  records: readonly LogRecord[],
): Promise<Identity[]> => {
  const reporters = new Map<string, Identity>()
  const known = await knownFor(
    deps,
    spans.map(({ service }) => service),
  )
  for (const { service, instance, startAt } of [...spans].sort((a, b) => a.startAt - b.startAt)) {
    if (!reporters.has(instance)) reporters.set(instance, identify({ service, instance, at: startAt }, known))
  }
  for (const record of records) {
    const before = reporters.get(record.instance)
    if (before === undefined || before.by === 'unknown') reporters.set(record.instance, ofRecord(record))
  }
  return [...reporters.values()]
}

/** Who the fault belongs to: what its log record says, else what its instance and the history say. */
export const reporterOf = (fault: Fault, known: Known): Identity => {
  const identity = identify(fault, known)
  if (identity.by === 'instance' || fault.release === null || parseReleaseId(fault.release) === null) {
    return { ...identity, environment: identity.environment ?? fault.environment }
  }
  return { service: fault.service, environment: fault.environment, instance: fault.instance, releases: [fault.release], by: 'instance' }
}
