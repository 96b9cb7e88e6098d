import { readFile } from 'node:fs/promises'
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { AppError } from '#contract/errors.ts'
import { Name } from '#contract/shared.ts'
import type { Environment, Service } from '#contract/workspace.ts'

const duration = z
  .string()
  .regex(/^\d+(ms|s|m)$/, 'a number with ms, s or m')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : text.endsWith('s') ? 1000 : 60_000))

const EnvironmentEntry = z.strictObject({
  name: Name,
  label: z.strictObject({ zh: z.string(), en: z.string() }).optional(),
  domain: z.string().regex(/^[a-z0-9.-]+$/, 'a domain in lower case'),
  runtime: z.strictObject({ kind: z.enum(['process']) }).default({ kind: 'process' }),
  middleware: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a name of an environment variable'), z.string()).default({}),
  instances: z.number().int().min(1).max(20).default(1),
  confirm: z.enum(['typed', 'click']).optional(),
})

const ServiceEntry = z.strictObject({
  name: Name,
  repository: z.string().min(1),
  base: z.string().min(1).default('main'),
  language: z.enum(['java', 'node', 'python', 'go']),
  build: z.strictObject({ run: z.string().min(1), artifact: z.string().min(1), timeout: duration.default(30 * 60_000) }),
  start: z.strictObject({ run: z.string().min(1) }),
  health: z.strictObject({ http: z.string().startsWith('/'), deadline: duration.default(60_000) }),
})

const WorkspaceFile = z.strictObject({
  environments: z.array(EnvironmentEntry).default([]),
  services: z.array(ServiceEntry).default([]),
})

export interface Provision {
  services: Service[]
  environments: Environment[]
}

const toEnvironment = (entry: z.output<typeof EnvironmentEntry>, position: number): Environment => ({
  name: entry.name,
  position,
  label: entry.label ?? { zh: entry.name.toUpperCase(), en: entry.name.toUpperCase() },
  domain: entry.domain,
  runtime: entry.runtime,
  middleware: entry.middleware,
  instances: entry.instances,
  typedConfirmation: entry.confirm === undefined ? entry.name === 'prod' : entry.confirm === 'typed',
  managedBy: 'file',
})

const toService = (entry: z.output<typeof ServiceEntry>): Service => ({
  name: entry.name,
  repository: entry.repository,
  baseBranch: entry.base,
  language: entry.language,
  build: { run: entry.build.run, artifact: entry.build.artifact, timeoutMs: entry.build.timeout },
  start: entry.start,
  health: { http: entry.health.http, deadlineMs: entry.health.deadline },
  managedBy: 'file',
})

/** Reads the text of a `culprit.yaml`; every complaint names file, line and column. */
export const parseWorkspaceFile = (path: string, text: string): Provision => {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const refuse = (offset: number, message: string): AppError => {
    const { line, col } = counter.linePos(offset)
    return new AppError('bad_request', `${path}:${line}:${col}: ${message}`, { path, line, column: col })
  }
  const broken = document.errors[0]
  if (broken !== undefined) throw refuse(broken.pos[0], broken.message.split('\n')[0] ?? 'is not YAML')
  const result = WorkspaceFile.safeParse(document.toJS() ?? {})
  if (result.success) return { services: result.data.services.map(toService), environments: result.data.environments.map(toEnvironment) }

  // A misspelt key also leaves the right one out; the misspelling is what the person wants to hear.
  const { issues } = result.error
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  const place = issue?.path ?? []
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? ''
    throw refuse(offsetOfKey(document.getIn(place, true), key), `"${key}" is not a key that Culprit knows here.`)
  }
  throw refuse(offsetOf(document, place), `${place.join('.')}: ${issue?.message}`)
}

const offsetOfKey = (map: unknown, key: string): number => {
  if (!isMap(map)) return 0
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key)
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0
}

/** Where a path of the document stands in the text: the node itself, or the nearest parent that exists. */
const offsetOf = (document: ReturnType<typeof parseDocument>, place: readonly PropertyKey[]): number => {
  for (let length = place.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(place.slice(0, length), true)
    if (isNode(node)) return node.range?.[0] ?? 0
  }
  return 0
}

export const readWorkspaceFile = async (path: string): Promise<Provision> => parseWorkspaceFile(path, await readFile(path, 'utf8'))
