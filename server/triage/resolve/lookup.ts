import type { Fact, Part } from '#contract/shared.ts'
import type { Resolution, Resolved } from '#contract/telemetry.ts'
import { releaseId } from '#lib/identity.ts'
import type { TriageDeps } from '../deps.ts'
import { firstFailing, rootEntry } from '../first-failing.ts'
import { identify } from '../identity.ts'
import { askPart } from '../part.ts'
import { knownFor } from '../reporters.ts'
import { groupsOfStack } from './groups-of-stack.ts'
import { type Reading, recognise } from './recognise.ts'

/** Repositories that are asked for a commit at once. */
const maxRepositories = 20

/** One place that was asked, and what it holds. */
interface Answer {
  items: Resolved[]
  searched: Resolution['searched']
}

const answer = (where: string, scope: string, part: Part<Resolved[]>): Answer => ({
  items: part.state === 'found' ? part.value : [],
  searched: [{ where, outcome: part.state, scope }],
})

const tracePage = (id: string): string => `/t/${encodeURIComponent(id)}`

const inTraces = async (deps: TriageDeps, id: string, signal: AbortSignal): Promise<Answer> => {
  const part = await askPart(deps.traces.kind, id, signal, async (limited): Promise<Resolved[] | null> => {
    const traceId = (await deps.traces.trace(id, limited)) === null ? await deps.traces.traceOfSegment(id, limited) : id
    const trace = traceId === null ? null : await deps.traces.trace(traceId, limited)
    const root = trace === null ? null : rootEntry(trace.spans)
    if (trace === null || root === null) return null
    const known = await knownFor(deps, [root.service])
    const { environment } = identify({ service: root.service, instance: root.instance, at: root.startAt }, known)
    const title = `${root.service} ${root.operation}`
    const failed = firstFailing(trace.spans) !== null
    return [{ kind: 'trace', id: trace.traceId, href: tracePage(trace.traceId), title, environment, at: root.startAt, failed }]
  })
  return answer('traces', id, part)
}

const inLogs = async ({ logs }: TriageDeps, id: string, signal: AbortSignal): Promise<Answer> => {
  const part = await askPart(logs.kind, id, signal, async (limited): Promise<Resolved[] | null> => {
    const { items } = await logs.search({ traceId: id, limit: 50 }, limited)
    const [newest] = items
    if (newest === undefined) return null
    const failed = items.some(({ level }) => level === 'error' || level === 'fatal')
    const { service, environment, at } = newest
    return [{ kind: 'trace', id, href: tracePage(id), title: service, environment, at, failed }]
  })
  return answer('logs', id, part)
}

const inReleases = async ({ releases }: TriageDeps, reading: Extract<Reading, { kind: 'release' | 'instance' }>): Promise<Answer> => {
  const { kind, service, environment, number } = reading
  const release = await releases.get(service, environment, number)
  const id = kind === 'instance' ? reading.name : releaseId(service, environment, number)
  const href = `/releases/${service}/${environment}/${number}`
  const found: Resolved[] =
    release === null ? [] : [{ kind, id, href, title: release.id, environment, at: release.createdAt, failed: release.state === 'failed' }]
  return { items: found, searched: [{ where: 'releases', outcome: release === null ? 'empty' : 'found', scope: id }] }
}

const inRepositories = async ({ workspace, source }: TriageDeps, id: string, signal: AbortSignal): Promise<Answer> => {
  const services = await workspace.services()
  const byRepository = new Map(services.map((service) => [service.repository, service.name]))
  const answers = await Promise.all(
    [...byRepository].slice(0, maxRepositories).map(async ([repository, name]) => {
      const part = await askPart('source', id, signal, async (limited): Promise<Resolved[] | null> => {
        const commit = await source.commit(repository, id, limited)
        if (commit === null) return null
        const title = `${commit.subject} · ${commit.author}`
        return [
          { kind: 'commit', id: commit.id, href: `/services/${name}`, title, environment: null, at: commit.authoredAt, failed: false },
        ]
      })
      return answer('repositories', `${name} ${id}`, part)
    }),
  )
  return { items: answers.flatMap(({ items }) => items), searched: answers.flatMap(({ searched }) => searched) }
}

const inErrors = async (deps: TriageDeps, ids: readonly string[], scope: string): Promise<Answer> => {
  const groups = (await Promise.all(ids.map((id) => deps.errors.group(id)))).filter((group) => group !== null)
  const items = groups.map(
    ({ id, type, place, lastSeen }): Resolved => ({
      kind: 'error',
      id,
      href: `/e/${id}`,
      title: `${type} · ${place}`,
      environment: null,
      at: lastSeen,
      failed: true,
    }),
  )
  return { items, searched: [{ where: 'errors', outcome: items.length === 0 ? 'empty' : 'found', scope }] }
}

const lookUp = async (deps: TriageDeps, reading: Reading, signal: AbortSignal): Promise<Answer[]> => {
  switch (reading.kind) {
    case 'trace':
      return Promise.all([inTraces(deps, reading.id, signal), inLogs(deps, reading.id, signal)])
    case 'release':
    case 'instance':
      return [await inReleases(deps, reading)]
    case 'commit':
      return [await inRepositories(deps, reading.id, signal)]
    case 'error':
      return [await inErrors(deps, [reading.id], reading.id)]
    case 'service': {
      const { name } = reading
      const item: Resolved = {
        kind: 'service',
        id: name,
        href: `/services/${name}`,
        title: name,
        environment: null,
        at: null,
        failed: false,
      }
      return [{ items: [item], searched: [{ where: 'services', outcome: 'found', scope: name }] }]
    }
    case 'stack':
      return [await inErrors(deps, await groupsOfStack(deps, reading.text), reading.type)]
  }
}

const sayReading = (reading: Reading): Fact => {
  switch (reading.kind) {
    case 'release':
    case 'instance':
      return { code: `reading.${reading.kind}`, params: { id: releaseId(reading.service, reading.environment, reading.number) } }
    case 'service':
      return { code: 'reading.service', params: { id: reading.name } }
    case 'stack':
      return { code: 'reading.stack', params: { type: reading.type } }
    default:
      return { code: `reading.${reading.kind}`, params: { id: reading.id } }
  }
}

/** The trace store's answer says more than the log store's, so it wins where both know a trace. */
const withoutRepeats = (items: readonly Resolved[]): Resolved[] => {
  const byPage = new Map<string, Resolved>()
  for (const item of items) {
    const known = byPage.get(item.href)
    byPage.set(item.href, known === undefined ? item : { ...known, failed: known.failed || item.failed })
  }
  return [...byPage.values()]
}

/** What is this that I pasted? Every place is asked at the same time, and says whether it answered. */
export const resolve =
  (deps: TriageDeps) =>
  async (text: string, signal: AbortSignal): Promise<Resolution> => {
    const services = (await deps.workspace.services()).map(({ name }) => name)
    const environments = (await deps.workspace.environments()).map(({ name }) => name)
    const readings = recognise(text, { services, environments })
    const answers = (await Promise.all(readings.map((reading) => lookUp(deps, reading, signal)))).flat()
    return {
      items: withoutRepeats(answers.flatMap(({ items }) => items)),
      reading: readings.length === 0 ? [{ code: 'reading.nothing', params: {} }] : readings.map(sayReading),
      searched: answers.flatMap(({ searched }) => searched),
    }
  }
