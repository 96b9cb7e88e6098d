import type { Fact } from '#contract/shared.ts'
import { spanKey } from '#contract/telemetry.ts'
import { releaseId } from '#lib/identity.ts'
import type { EventRecord, GroupRecord } from '../../records/error-rows.ts'
import type { Switch } from '../../records/live.ts'
import type { Code } from '../code.ts'
import type { TriageDeps } from '../deps.ts'
import { aftermathOf } from '../errors/aftermath.ts'
import { entryAbove } from '../first-failing.ts'
import { reasonOf, sourceLimitMs, withLimit } from '../part.ts'
import { appFrames } from '../stack/nearest.ts'
import { blamedFrames } from './constants.ts'
import { type BlamedLine, type Elsewhere, onsetOf, type ReleaseSeen, type VerdictInputs } from './introduced-by.ts'

type Deps = Pick<TriageDeps, 'traces' | 'errors' | 'exposure' | 'live' | 'releases' | 'clock'>

const minuteMs = 60_000
/** Releases of one service in another environment that are looked at for their branches. */
const maxReleases = 200

/** The operation of the service through which the failing span was reached; null where the trace no longer says it. */
const operationOf = async ({ traces }: Deps, event: EventRecord | undefined, signal: AbortSignal): Promise<string | null> => {
  if (event?.traceId == null || event.spanKey === null) return null
  const { traceId, spanKey: key } = event
  const trace = await withLimit(sourceLimitMs, signal, (limited) => traces.trace(traceId, limited)).catch(() => null)
  const span = trace?.spans.find((candidate) => spanKey(candidate) === key)
  if (trace === null || span === undefined) return null
  const entry = entryAbove(trace.spans, span)
  return entry !== null && entry.instance === span.instance ? entry.operation : null
}

const releasesSeen = async (
  { errors, exposure }: Deps,
  group: GroupRecord,
  environment: string,
  operation: string | null,
  switches: readonly Switch[],
): Promise<{ releases: ReleaseSeen[]; uncertain: number }> => {
  const { service } = group
  const places = (await errors.places([group.id], 0)).filter((place) => place.environment === environment)
  const counts = new Map(places.flatMap(({ number, count }) => (number === null ? [] : [[number, count] as const])))
  const requests = await exposure.byNumber({ service, environment, ...(operation === null ? {} : { operation }) })
  const numbers = new Set([...counts.keys(), ...requests.keys(), ...switches.map(({ number }) => number)])
  numbers.delete(0)
  const releases = [...numbers]
    .sort((a, b) => a - b)
    .map((number) => ({
      id: releaseId(service, environment, number),
      number,
      errors: counts.get(number) ?? 0,
      requests: requests.get(number)?.requests ?? 0,
      replaced: switches.find((one) => one.number === number)?.from ?? null,
    }))
  return { releases, uncertain: places.find(({ number }) => number === null)?.count ?? 0 }
}

/** Blame of the nearest own frames at the release of the event, each against the release before. */
const blame = async (
  code: Code,
  event: EventRecord | undefined,
  onset: ReleaseSeen,
  before: ReleaseSeen | null,
  signal: AbortSignal,
): Promise<BlamedLine[]> => {
  const contents = await code.contents(onset.id)
  const earlier = before === null ? null : await code.contents(before.id)
  if (contents === null || event?.stack == null) return []
  const placed = await code.place(event.stack, contents, signal)
  const lines: BlamedLine[] = []
  for (const { path, line } of appFrames(placed).slice(0, blamedFrames)) {
    if (path === null || line === null) continue
    const slice = await code.slice(contents, path, line, signal)
    const blamed = slice?.lines.find(({ no }) => no === line)
    if (blamed === undefined) continue
    const isNew = earlier === null ? blamed.branch !== null : !(await code.has(earlier, blamed.commit, signal))
    const { text: _, no, ...words } = blamed
    lines.push({ path, line: no, ...words, isNew })
  }
  return lines
}

const elsewhereOf = async ({ errors, exposure, releases }: Deps, group: GroupRecord, environment: string): Promise<Elsewhere[]> => {
  const { service } = group
  const places = await errors.places([group.id], 0)
  const requests = await exposure.byEnvironment({ service })
  const names = new Set([...places.map((place) => place.environment), ...requests.keys()])
  names.delete(environment)
  const found: Elsewhere[] = []
  for (const name of names) {
    const exercised = await exposure.byNumber({ service, environment: name })
    const { items } = await releases.list({ service, environment: name, limit: maxReleases })
    const ran = items.filter(({ number }) => exercised.has(number))
    found.push({
      environment: name,
      errors: places.filter((place) => place.environment === name).reduce((sum, { count }) => sum + count, 0),
      requests: requests.get(name)?.requests ?? 0,
      branches: [...new Set(ran.flatMap(({ branches }) => branches.map((branch) => branch.name)))],
    })
  }
  return found
}

/** Gathers the records that the verdict rests on. */
export const gatherInputs = async (
  deps: Deps,
  code: Code,
  group: GroupRecord,
  environment: string,
  signal: AbortSignal,
): Promise<VerdictInputs> => {
  const { service } = group
  const switches = await deps.live.switches({ service, environment })
  const newest = (await deps.errors.events({ group: group.id, environment, position: 0, limit: 1 })).items[0]
  const operation = await operationOf(deps, newest, signal)
  const { releases, uncertain } = await releasesSeen(deps, group, environment, operation, switches)
  const found = onsetOf(releases)
  const inputs: VerdictInputs = {
    environment,
    releases,
    live: switches.at(-1)?.number ?? null,
    uncertain,
    cleanFirst: 0,
    blamed: [],
    blameMissing: null,
    elsewhere: await elsewhereOf(deps, group, environment),
    aftermath: await aftermathOf(
      deps,
      group,
      environment,
      releases.filter(({ errors }) => errors > 0).map(({ number }) => number),
    ),
  }
  if (found === null) return inputs
  const { onset, before } = found
  const under = { group: group.id, environment, number: onset.number }
  const event = (await deps.errors.events({ ...under, position: 0, limit: 1 })).items[0]
  const first = (await deps.errors.events({ ...under, position: onset.errors - 1, limit: 1 })).items[0]
  const until = Math.floor((first?.at ?? 0) / minuteMs) * minuteMs
  const clean = await deps.exposure.total({
    service,
    environment,
    number: onset.number,
    to: until,
    ...(operation === null ? {} : { operation }),
  })
  return { ...inputs, cleanFirst: clean.requests, ...(await askBlame(code, event, onset, before, signal)) }
}

const askBlame = async (
  code: Code,
  event: EventRecord | undefined,
  onset: ReleaseSeen,
  before: ReleaseSeen | null,
  signal: AbortSignal,
): Promise<{ blamed: BlamedLine[]; blameMissing: Fact | null }> => {
  try {
    const blamed = await withLimit(sourceLimitMs, signal, (limited) => blame(code, event, onset, before, limited))
    return { blamed, blameMissing: blamed.length > 0 ? null : { code: 'verdict.no_own_frames', params: { release: onset.id } } }
  } catch (error) {
    signal.throwIfAborted()
    return { blamed: [], blameMissing: { code: 'verdict.source_unavailable', params: { reason: reasonOf(error) } } }
  }
}
