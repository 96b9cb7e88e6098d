import { createHash } from 'node:crypto'
import { unavailable } from '#contract/errors.ts'
import type { LogRecord, Stack } from '#contract/telemetry.ts'
import { parseReleaseId } from '#lib/identity.ts'
import type { EventRecord, NewGroup } from '../records/error-rows.ts'
import type { Code } from './code.ts'
import type { TriageDeps } from './deps.ts'
import { withSource } from './evidence.ts'
import { type Fault, faultOf } from './fault.ts'
import { gather, recordsOf } from './gather.ts'
import { fingerprint } from './group/fingerprint.ts'
import { knownFor, reporterOf } from './reporters.ts'

/** An environment that nothing tells: the error is shown all the same. */
export const unknownEnvironment = 'unknown'
/** An event keeps this much of the text of its stack; the whole is in the log store or the trace. */
const maxRaw = 16_000
const maxMessage = 2000

export interface Observation {
  group: NewGroup
  event: Omit<EventRecord, 'group'>
}

const idOf = (kind: 'trace' | 'log', id: string): string =>
  `${kind[0]}${createHash('sha256').update(`${kind}\n${id}`).digest('hex').slice(0, 24)}`

/** Not its number in the store, which begins again when a damaged store is replaced by an empty one. */
const nameOf = ({ instance, stream, seq, at, text }: LogRecord): string => JSON.stringify([instance, stream, seq, at, text])

const forStorage = (stack: Stack | null): Stack | null => (stack === null ? null : { ...stack, raw: stack.raw.slice(0, maxRaw) })

/** Puts a fault into words of the records: whose it is, which group, which place in the code. */
const describe = async (
  deps: Pick<TriageDeps, 'workspace' | 'live'>,
  code: Code,
  fault: Fault,
  from: { id: string; traceId: string | null },
  signal: AbortSignal,
): Promise<Observation> => {
  const { service, environment, instance, releases } = reporterOf(fault, await knownFor(deps, [fault.service]))
  const { stack } = await withSource(code, fault.stack, releases, signal)
  const { key, grouping, ...words } = fingerprint({ ...fault, service })
  const only = releases.length === 1 ? parseReleaseId(releases[0] ?? '') : null
  return {
    group: { fingerprint: key, ...words, service, endpoint: fault.endpoint, grouping },
    event: {
      id: from.id,
      at: fault.at,
      environment: environment ?? unknownEnvironment,
      service,
      instance,
      number: only?.number ?? null,
      releases,
      endpoint: fault.endpoint,
      traceId: from.traceId,
      spanKey: fault.spanKey,
      message: fault.message.slice(0, maxMessage),
      stack: forStorage(stack),
    },
  }
}

export type Observed = { found: boolean; observation: Observation | null }

/** What to remember of a trace; null where nothing broke in it. Throws while a store cannot answer, so that it is asked again. */
export const observeTrace = async (
  deps: Pick<TriageDeps, 'traces' | 'logs' | 'workspace' | 'live'>,
  code: Code,
  traceId: string,
  signal: AbortSignal,
): Promise<Observed> => {
  const gathered = await gather(deps, traceId, signal)
  for (const { state, source, ...part } of [gathered.trace, gathered.logs]) {
    if (state === 'unavailable') throw unavailable(`${source}: ${'reason' in part ? part.reason : ''}`)
  }
  const trace = gathered.trace.state === 'found' ? gathered.trace.value : null
  const fault = faultOf(trace, recordsOf(gathered))
  if (fault === null) return { found: trace !== null, observation: null }
  return { found: trace !== null, observation: await describe(deps, code, fault, { id: idOf('trace', traceId), traceId }, signal) }
}

/** What to remember of an error record that names no trace. */
export const observeRecord = async (
  deps: Pick<TriageDeps, 'workspace' | 'live'>,
  code: Code,
  record: LogRecord,
  signal: AbortSignal,
): Promise<Observation | null> => {
  const fault = faultOf(null, [record])
  return fault === null ? null : describe(deps, code, fault, { id: idOf('log', nameOf(record)), traceId: null }, signal)
}
