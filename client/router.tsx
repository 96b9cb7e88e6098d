import { createRootRoute, createRoute, createRouter, lazyRouteComponent, retainSearchParams } from '@tanstack/react-router'
import { levels } from '#contract/telemetry.ts'
import { NotFound, PageCrashed } from './components/PageFailure.tsx'
import { flag, oneOf, text, whole } from './data/search.ts'
import { AppFrame } from './frame/AppFrame.tsx'
import { type BranchFilter, branchFilters } from './pages/deploy/deploy-model.ts'
import { type LogSearch, spanNames } from './pages/logs/logs-model.ts'

type Raw = Record<string, unknown>

/** Every state of a page is an address. `env` is the environment that is looked at; it stays over all pages. */
const root = createRootRoute({
  component: AppFrame,
  notFoundComponent: NotFound,
  validateSearch: (raw: Raw): { env?: string } => ({ env: text(raw.env, 30) }),
  search: { middlewares: [retainSearchParams(['env'])] },
})
const under = { getParentRoute: () => root } as const

// Not written inside the call below: there its parameter type would turn every path and search type into `any`.
const pages = [
  createRoute({ ...under, path: '/', component: lazyRouteComponent(() => import('./pages/home/HomePage.tsx'), 'HomePage') }),
  createRoute({
    ...under,
    path: '/environments',
    validateSearch: (raw: Raw): { q?: string; only?: true; rollback?: string } => ({
      q: text(raw.q),
      /** Deployments below the board: those of `env` alone. */
      only: flag(raw.only),
      /** The cell whose rollback is being decided, `service/environment`. */
      rollback: text(raw.rollback, 61),
    }),
    component: lazyRouteComponent(() => import('./pages/environments/EnvironmentsPage.tsx'), 'EnvironmentsPage'),
  }),
  createRoute({
    ...under,
    path: '/services',
    validateSearch: (raw: Raw): { q?: string; add?: true } => ({ q: text(raw.q), add: flag(raw.add) }),
    component: lazyRouteComponent(() => import('./pages/services/ServicesPage.tsx'), 'ServicesPage'),
  }),
  createRoute({
    ...under,
    path: '/services/$service',
    validateSearch: (raw: Raw): { q?: string; branch?: true } => ({ q: text(raw.q), branch: flag(raw.branch) }),
    component: lazyRouteComponent(() => import('./pages/service/ServicePage.tsx'), 'ServicePage'),
  }),
  createRoute({
    ...under,
    path: '/services/$service/deploy/$environment',
    validateSearch: (raw: Raw): { q?: string; show?: BranchFilter; tick?: string; held?: string; pair?: string; branch?: true } => ({
      q: text(raw.q),
      show: oneOf(raw.show, branchFilters),
      /** Ticked branches, and those left out that stay in sight; see choice-address.ts. Absent means what runs there now. */
      tick: text(raw.tick, 20_000),
      held: text(raw.held, 20_000),
      /** The clash whose files are shown. */
      pair: text(raw.pair, 600),
      branch: flag(raw.branch),
    }),
    component: lazyRouteComponent(() => import('./pages/deploy/DeployPage.tsx'), 'DeployPage'),
  }),
  createRoute({
    ...under,
    path: '/deployments/$id',
    validateSearch: (raw: Raw): { find?: string; rollback?: true } => ({ find: text(raw.find), rollback: flag(raw.rollback) }),
    component: lazyRouteComponent(() => import('./pages/deployment/DeploymentPage.tsx'), 'DeploymentPage'),
  }),
  createRoute({
    ...under,
    path: '/releases/$service/$environment/$number',
    validateSearch: (raw: Raw): { rollback?: 'here' | 'before' } => ({ rollback: oneOf(raw.rollback, ['here', 'before'] as const) }),
    component: lazyRouteComponent(() => import('./pages/release/ReleasePage.tsx'), 'ReleasePage'),
  }),
  createRoute({
    ...under,
    path: '/traces',
    validateSearch: (raw: Raw): { q?: string; service?: string; failed?: true; minMs?: number; before?: number } => ({
      q: text(raw.q),
      service: text(raw.service, 30),
      failed: flag(raw.failed),
      minMs: whole(raw.minMs),
      before: whole(raw.before),
    }),
    component: lazyRouteComponent(() => import('./pages/traces/TracesPage.tsx'), 'TracesPage'),
  }),
  createRoute({
    ...under,
    path: '/t/$traceId',
    validateSearch: (raw: Raw): { span?: string; errors?: true; find?: string; rollback?: true } => ({
      span: text(raw.span, 200),
      errors: flag(raw.errors),
      find: text(raw.find),
      rollback: flag(raw.rollback),
    }),
    component: lazyRouteComponent(() => import('./pages/trace/TracePage.tsx'), 'TracePage'),
  }),
  createRoute({
    ...under,
    path: '/errors',
    validateSearch: (raw: Raw): { service?: string; everywhere?: true } => ({
      service: text(raw.service, 30),
      everywhere: flag(raw.everywhere),
    }),
    component: lazyRouteComponent(() => import('./pages/errors/ErrorsPage.tsx'), 'ErrorsPage'),
  }),
  createRoute({
    ...under,
    path: '/e/$id',
    validateSearch: (raw: Raw): { event?: number; rollback?: true } => ({ event: whole(raw.event), rollback: flag(raw.rollback) }),
    component: lazyRouteComponent(() => import('./pages/error/ErrorPage.tsx'), 'ErrorPage'),
  }),
  createRoute({
    ...under,
    path: '/logs',
    validateSearch: (raw: Raw): LogSearch => ({
      q: text(raw.q, 1000),
      service: text(raw.service, 30),
      instance: text(raw.instance, 80),
      level: oneOf(raw.level, levels),
      traceId: text(raw.traceId, 200),
      /** A span of time that ends now; absolute times win over it. */
      span: oneOf(raw.span, spanNames),
      from: whole(raw.from),
      to: whole(raw.to),
      open: whole(raw.open),
    }),
    component: lazyRouteComponent(() => import('./pages/logs/LogsPage.tsx'), 'LogsPage'),
  }),
  createRoute({
    ...under,
    path: '/live',
    validateSearch: (raw: Raw): { service?: string; instances?: string; filter?: string; wrap?: true; times?: false } => ({
      service: text(raw.service, 30),
      /** Names joined by a comma; absent means all that run. */
      instances: text(raw.instances, 4000),
      filter: text(raw.filter),
      wrap: flag(raw.wrap),
      times: raw.times === false || raw.times === 'false' ? false : undefined,
    }),
    component: lazyRouteComponent(() => import('./pages/live/LivePage.tsx'), 'LivePage'),
  }),
  createRoute({
    ...under,
    path: '/settings',
    component: lazyRouteComponent(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
  }),
] as const

const routeTree = root.addChildren(pages)

export const buildRouter = () =>
  createRouter({
    routeTree,
    defaultPreload: 'intent',
    defaultErrorComponent: PageCrashed,
    scrollRestoration: true,
    // A page that is fetched keeps the one before it on the screen; a flash of nothing helps nobody.
    defaultPendingMs: 1_000,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof buildRouter>
  }
}
