import { z } from 'zod'
import { Health, Sample, Settings } from './console.ts'
import { BoardCell, Deployment, DeploymentKind, DeploymentRequest, Instance, OutputLine, Release, RollbackPreview } from './deployment.ts'
import { CommitId, Name, page } from './shared.ts'
import { Level, LogRecord, Resolution, SourceSlice, TraceEvidence, TraceSummary } from './telemetry.ts'
import { ErrorDetail, ErrorEvent, ErrorGroup, Verdict } from './triage.ts'
import { Branch, Commit, Environment, Integration, Service, ServiceSpec } from './workspace.ts'

/**
 * Who may call a route or send a socket event. Until people exist everybody on this machine is an operator, but every row
 * states its rule, and one without a rule does not compile.
 */
export type Access = 'anyone' | 'reader' | 'developer' | 'operator'

export interface Route {
  method: 'get' | 'post' | 'delete'
  path: string
  access: Access
  /** One sentence for the API page. */
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  answer: z.ZodType
}

const limit = z.coerce.number().int().min(1).max(1000)
const time = z.coerce.number().int().min(0)
const count = z.coerce.number().int().min(0)
const byService = z.object({ service: Name })
const byRelease = z.object({ service: Name, environment: Name, number: z.coerce.number().int().positive() })
const byId = z.object({ id: z.string().min(1).max(100) })
const none = z.object({ ok: z.literal(true) })

export const routes = {
  health: { method: 'get', path: '/api/health', access: 'anyone', summary: 'Is the console up?', answer: Health },
  settings: { method: 'get', path: '/api/settings', access: 'reader', summary: 'Every backend, as it answers now.', answer: Settings },

  services: { method: 'get', path: '/api/services', access: 'reader', summary: 'All services.', answer: page(Service) },
  createService: {
    method: 'post',
    path: '/api/services',
    access: 'operator',
    summary: 'Adds a service; its repository is checked first.',
    body: ServiceSpec.extend({ name: Name }),
    answer: Service,
  },
  branches: {
    method: 'get',
    path: '/api/services/:service/branches',
    access: 'reader',
    summary: 'Branches of a service against one environment, newest first.',
    params: byService,
    query: z.object({
      environment: Name.optional(),
      q: z.string().max(200).optional(),
      limit: limit.default(500),
      after: z.string().optional(),
    }),
    answer: page(Branch).extend({ total: z.number().int() }),
  },
  createBranch: {
    method: 'post',
    path: '/api/services/:service/branches',
    access: 'developer',
    summary: 'Creates a branch from the base, a branch or a commit.',
    params: byService,
    body: z.object({ name: z.string().min(1).max(200), from: z.string().min(1).max(250) }),
    answer: z.object({ name: z.string(), head: CommitId }),
  },
  source: {
    method: 'get',
    path: '/api/services/:service/source',
    access: 'reader',
    summary: 'Lines around one line of a file at a release, with blame.',
    params: byService,
    query: z.object({ release: z.string().max(80), path: z.string().min(1).max(500), line: z.coerce.number().int().positive() }),
    answer: SourceSlice,
  },

  environments: {
    method: 'get',
    path: '/api/environments',
    access: 'reader',
    summary: 'All environments, in promotion order.',
    answer: page(Environment),
  },
  board: {
    method: 'get',
    path: '/api/board',
    access: 'reader',
    summary: 'Which release of each service is where, and how it does.',
    answer: page(BoardCell),
  },
  instances: {
    method: 'get',
    path: '/api/instances',
    access: 'reader',
    summary: 'Instances, those that run first.',
    query: z.object({ environment: Name.optional(), service: Name.optional(), limit: limit.default(200) }),
    answer: page(Instance),
  },

  integrations: {
    method: 'post',
    path: '/api/integrations',
    access: 'reader',
    summary: 'Previews an integration: nothing is stored, nothing is built.',
    body: z.object({ service: Name, environment: Name, branches: z.array(z.string().min(1).max(250)).max(200) }),
    answer: Integration,
  },
  startDeployment: {
    method: 'post',
    path: '/api/deployments',
    access: 'developer',
    summary: 'Starts a release, a rollback or a redeploy. Takes an Idempotency-Key.',
    body: DeploymentRequest,
    answer: Deployment,
  },
  deployments: {
    method: 'get',
    path: '/api/deployments',
    access: 'reader',
    summary: 'Deployments, newest first.',
    query: z.object({
      environment: Name.optional(),
      service: Name.optional(),
      kind: DeploymentKind.optional(),
      limit: limit.default(50),
      after: z.string().optional(),
    }),
    answer: page(Deployment),
  },
  deployment: {
    method: 'get',
    path: '/api/deployments/:id',
    access: 'reader',
    summary: 'One deployment.',
    params: byId,
    answer: Deployment,
  },
  deploymentOutput: {
    method: 'get',
    path: '/api/deployments/:id/output',
    access: 'reader',
    summary: 'Lines of the build and of the starting instances; `after` is the last number known.',
    params: byId,
    query: z.object({ after: count.default(0), limit: limit.default(1000) }),
    /** `total` counts the lines kept; `skipped` those beyond the cap on a deployment's output. */
    answer: z.object({ items: z.array(OutputLine), next: z.string().nullable(), total: z.number().int(), skipped: z.number().int() }),
  },
  cancelDeployment: {
    method: 'post',
    path: '/api/deployments/:id/cancel',
    access: 'developer',
    summary: 'Cancels a deployment that has not switched traffic yet.',
    params: byId,
    answer: Deployment,
  },
  rollbackPreview: {
    method: 'get',
    path: '/api/rollback-preview',
    access: 'reader',
    summary: 'What a rollback would do: what leaves, what returns, is the artifact there, how long.',
    query: z.object({ service: Name, environment: Name, to: z.coerce.number().int().positive().optional() }),
    answer: RollbackPreview,
  },
  releases: {
    method: 'get',
    path: '/api/releases',
    access: 'reader',
    summary: 'Releases over all environments, newest first.',
    query: z.object({ service: Name.optional(), environment: Name.optional(), limit: limit.default(50), after: z.string().optional() }),
    answer: page(Release),
  },
  release: {
    method: 'get',
    path: '/api/releases/:service/:environment/:number',
    access: 'reader',
    summary: 'One release with its commits, and what it did to errors.',
    params: byRelease,
    answer: z.object({
      release: Release,
      previous: Release.nullable(),
      /** Commits that this release has and the previous has not, at most 500, and the total. */
      commits: z.array(Commit),
      commitsTotal: z.number().int(),
      files: z.array(z.object({ path: z.string(), added: z.number().int(), removed: z.number().int() })),
      configChanges: z.array(z.string()),
      deployments: z.array(Deployment),
      effect: z.object({
        before: z.object({ requests: z.number().int(), errors: z.number().int(), minutes: z.number() }),
        since: z.object({ requests: z.number().int(), errors: z.number().int(), minutes: z.number() }),
        newErrors: z.array(ErrorGroup),
      }),
    }),
  },

  resolve: {
    method: 'get',
    path: '/api/resolve',
    access: 'reader',
    summary: 'What is this that I pasted?',
    query: z.object({ text: z.string().min(1).max(20_000) }),
    answer: Resolution,
  },
  traces: {
    method: 'get',
    path: '/api/traces',
    access: 'reader',
    summary: 'Traces, newest first.',
    query: z.object({
      environment: Name.optional(),
      service: Name.optional(),
      failed: z.enum(['true', 'false']).optional(),
      q: z.string().max(200).optional(),
      minMs: count.optional(),
      before: time.optional(),
      limit: limit.default(50),
    }),
    answer: page(TraceSummary),
  },
  trace: {
    method: 'get',
    path: '/api/traces/:traceId',
    access: 'reader',
    summary: 'Everything known of one trace, each part with its state.',
    params: z.object({ traceId: z.string().min(1).max(200) }),
    answer: TraceEvidence,
  },
  logs: {
    method: 'get',
    path: '/api/logs',
    access: 'reader',
    summary: 'Log records, newest first. `total` stops counting at `cappedAt`.',
    query: z.object({
      q: z.string().max(1000).optional(),
      environment: Name.optional(),
      service: Name.optional(),
      instance: z.string().max(80).optional(),
      level: Level.optional(),
      traceId: z.string().max(200).optional(),
      from: time.optional(),
      to: time.optional(),
      /** Cursor of the page before: older records follow. */
      after: z.string().max(60).optional(),
      limit: limit.default(500),
    }),
    answer: page(LogRecord).extend({ total: z.number().int(), totalIsExact: z.boolean(), tookMs: z.number() }),
  },

  errors: {
    method: 'get',
    path: '/api/errors',
    access: 'reader',
    summary: 'Error groups, last seen first.',
    query: z.object({ environment: Name.optional(), service: Name.optional(), limit: limit.default(100), after: z.string().optional() }),
    answer: page(ErrorGroup).extend({ total: z.number().int() }),
  },
  error: {
    method: 'get',
    path: '/api/errors/:id',
    access: 'reader',
    summary: 'One error with its rate and release markers.',
    params: byId,
    query: z.object({ environment: Name.optional(), from: time.optional(), to: time.optional() }),
    answer: ErrorDetail,
  },
  errorEvents: {
    method: 'get',
    path: '/api/errors/:id/events',
    access: 'reader',
    summary: 'Events of an error; position 0 is the newest.',
    params: byId,
    query: z.object({ environment: Name.optional(), position: count.default(0), limit: limit.max(20).default(1) }),
    answer: z.object({ items: z.array(ErrorEvent), next: z.string().nullable(), total: z.number().int() }),
  },
  verdict: {
    method: 'get',
    path: '/api/errors/:id/verdict',
    access: 'reader',
    summary: 'Who introduced the error, and what the statement rests on.',
    params: byId,
    query: z.object({ environment: Name.optional() }),
    answer: Verdict,
  },

  sample: {
    method: 'get',
    path: '/api/sample',
    access: 'reader',
    summary: 'The sample workspace and the newcomer’s path.',
    answer: Sample,
  },
  removeSample: {
    method: 'delete',
    path: '/api/sample',
    access: 'operator',
    summary: 'Stops the sample’s services and removes all of it.',
    answer: none,
  },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
type Part<Name extends RouteName, Key extends string> =
  (typeof routes)[Name] extends Record<Key, infer Schema extends z.ZodType> ? Schema : never

/** What a caller sends. */
export type RouteInput<Name extends RouteName> = ([Part<Name, 'params'>] extends [never]
  ? unknown
  : { params: z.input<Part<Name, 'params'>> }) &
  ([Part<Name, 'query'>] extends [never] ? unknown : { query?: z.input<Part<Name, 'query'>> }) &
  ([Part<Name, 'body'>] extends [never] ? unknown : { body: z.input<Part<Name, 'body'>> })

/** What a handler receives: parsed, defaults filled in. */
export interface RouteRequest<Name extends RouteName> {
  params: [Part<Name, 'params'>] extends [never] ? unknown : z.output<Part<Name, 'params'>>
  query: [Part<Name, 'query'>] extends [never] ? unknown : z.output<Part<Name, 'query'>>
  body: [Part<Name, 'body'>] extends [never] ? unknown : z.output<Part<Name, 'body'>>
  idempotencyKey: string | null
  signal: AbortSignal
}

export type RouteAnswer<Name extends RouteName> = z.output<(typeof routes)[Name]['answer']>
