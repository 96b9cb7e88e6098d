import { z } from 'zod'
import { BoardCell, Deployment, DeploymentKind, DeploymentRequest, Instance, OutputLine, Release, RollbackPreview } from './deployment.ts'
import { byId, byService, count, limit, type Route } from './route.ts'
import { CommitId, Name, page } from './shared.ts'
import { ErrorGroup } from './triage.ts'
import { Branch, Commit, Environment, Integration, Service, ServiceSpec } from './workspace.ts'

const byRelease = z.object({ service: Name, environment: Name, number: z.coerce.number().int().positive() })

/** Services, branches, environments, deployments and releases. */
export const shipRoutes = {
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
} as const satisfies Record<string, Route>
