import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deployment, Instance } from '#contract/deployment.ts'
import type { Announcement } from '#contract/socket.ts'
import type { Environment, Service } from '#contract/workspace.ts'
import { systemClock } from '#lib/clock.ts'
import { createLocalBuilder } from '../../server/backends/builder/local.ts'
import { createEmbeddedGateway, stopGateway } from '../../server/backends/gateway/embedded.ts'
import type { Gateway } from '../../server/backends/gateway/port.ts'
import { createProcessRuntime, stopInstances } from '../../server/backends/runtime/process.ts'
import { createGitSource } from '../../server/backends/source/git.ts'
import { openSqliteState } from '../../server/backends/state/sqlite.ts'
import { createDeployer, type Deployer } from '../../server/deploy/deployer.ts'
import type { DeployDeps } from '../../server/deploy/run.ts'
import { createAudit } from '../../server/records/audit.ts'
import { openDatabase } from '../../server/records/database.ts'
import { createDeployments } from '../../server/records/deployments.ts'
import { createInstances } from '../../server/records/instances.ts'
import { createJournal } from '../../server/records/journal.ts'
import { createLive } from '../../server/records/live.ts'
import { createReleases } from '../../server/records/releases.ts'
import { createWorkspace } from '../../server/records/workspace.ts'
import { type GitRepository, makeGitRepository } from './git-repository.ts'

/** What the program does; a branch changes it by committing another `behaviour.json`. */
export interface Behaviour {
  /** Ends with this code instead of listening. */
  exit?: number
  /** Status of the health check. */
  health?: number
  /** Every answer takes so long. */
  slowMs?: number
}

const program = `
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
const behaviour = JSON.parse(readFileSync('behaviour.json', 'utf8'))
console.log('starting ' + process.env.CULPRIT_RELEASE)
if (behaviour.exit !== undefined) {
  console.error('Error: no database at ' + process.env.DATABASE)
  process.exit(behaviour.exit)
}
const server = createServer((request, response) => {
  if (request.url === '/crash') process.exit(3)
  if (request.url === '/health') response.statusCode = behaviour.health ?? 200
  const body = JSON.stringify({ release: process.env.CULPRIT_RELEASE, database: process.env.DATABASE, instance: process.env.SW_AGENT_INSTANCE_NAME })
  setTimeout(() => response.end(body), request.url === '/slow' ? 1500 : behaviour.slowMs ?? 0)
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => server.close(() => process.exit(0)))
`

export const behave = (behaviour: Behaviour): Record<string, string> => ({ 'behaviour.json': JSON.stringify(behaviour) })

export interface DeployWorld extends AsyncDisposable {
  folder: string
  repository: GitRepository
  deps: DeployDeps
  deployer: Deployer
  announced: Announcement[]
  started: Instance[]
  service: Service
  /** Deploys branches at their present heads and waits for the end. */
  deploy(branches?: readonly string[], environment?: string): Promise<Deployment>
  /** Asks for a deployment of branches at their present heads. */
  ask(branches?: readonly string[], environment?: string): Promise<Deployment>
  rollback(number: number, environment?: string): Promise<Deployment>
  finished(id: string): Promise<Deployment>
  /** One request through the gateway; `release` is what the program itself says. */
  get(path?: string, environment?: string): Promise<{ status: number; release: string | null; body: string }>
  /** Closes the deployer and opens another on the same records, as a restart of the console does. */
  restart(change?: (deps: DeployDeps) => Partial<DeployDeps>): Promise<void>
}

const environments = ['test', 'prod'] as const

const environmentOf = (name: string, position: number): Environment => ({
  name,
  position,
  label: { zh: name, en: name },
  domain: `${name}.localhost`,
  runtime: { kind: 'process' },
  middleware: { DATABASE: `${name}.db`, DATABASE_PASSWORD: 'secret' },
  instances: 1,
  typedConfirmation: name === 'prod',
  managedBy: 'ui',
})

const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** Opens records and backends that lie in a folder; used by the world and by a console in a process of its own. */
export const openDeployDeps = async (folder: string): Promise<DeployDeps & AsyncDisposable & { gateway: Gateway }> => {
  await mkdir(folder, { recursive: true })
  const state = openSqliteState(join(folder, 'state.db'))
  const db = await openDatabase(state)
  const gateway = await createEmbeddedGateway({ folder: join(folder, 'gateway'), port: 0 })
  return {
    workspace: createWorkspace(db),
    releases: createReleases(db),
    live: createLive(db),
    deployments: createDeployments(db),
    journal: createJournal(db),
    instances: createInstances(db),
    audit: createAudit(db),
    source: createGitSource({ folder: join(folder, 'mirrors') }),
    builder: createLocalBuilder(),
    runtime: createProcessRuntime({ folder: join(folder, 'instances') }),
    gateway,
    announce: () => {},
    clock: systemClock,
    folder: join(folder, 'deploy'),
    traceAddress: '127.0.0.1:11800',
    log: silent,
    onInstanceStarted: () => {},
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await db.destroy()
      await state[Symbol.asyncDispose]()
    },
  }
}

/** GET through the gateway, with the host name of a service. */
const getThrough = ({ gateway }: DeployDeps, host: string, path: string): ReturnType<DeployWorld['get']> =>
  new Promise((resolve, reject) => {
    const asking = request({ ...gateway.address, path, headers: { host }, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text) => {
        body += text
      })
      response.on('end', () => {
        const release = response.headers['x-culprit-release']
        resolve({ status: response.statusCode ?? 0, release: typeof release === 'string' ? release : null, body })
      })
    })
    asking.on('error', reject)
    asking.end()
  })

const stopEverything = async (folder: string): Promise<void> => {
  await stopInstances(join(folder, 'instances'), 200)
  await stopGateway(join(folder, 'gateway'))
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** A console's deploy room with everything real: git, builds, processes, the gateway and the state database. */
export const createDeployWorld = async (
  options: {
    /** Changes what the deployer is given, to let one part fail. */
    change?: (deps: DeployDeps) => Partial<DeployDeps>
    service?: Partial<Service>
    files?: Record<string, string>
  } = {},
): Promise<DeployWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-deploy-'))
  const repository = await makeGitRepository(join(folder, 'origin'), {
    'server.mjs': program,
    'build.sh': 'echo building\nmkdir -p dist\ncp server.mjs behaviour.json dist/\n',
    ...behave({}),
    ...options.files,
  })
  const service: Service = {
    name: 'staff',
    repository: repository.path,
    baseBranch: 'main',
    language: 'node',
    build: { run: 'sh build.sh', artifact: 'dist', timeoutMs: 20_000 },
    start: { run: `${process.execPath} server.mjs` },
    health: { http: '/health', deadlineMs: 10_000 },
    managedBy: 'ui',
    ...options.service,
  }
  const announced: Announcement[] = []
  const started: Instance[] = []
  const opened = await openDeployDeps(folder)
  await opened.workspace.saveService(service)
  for (const [position, name] of environments.entries()) await opened.workspace.saveEnvironment(environmentOf(name, position))

  const base: DeployDeps = {
    ...opened,
    announce: (announcement) => announced.push(announcement),
    onInstanceStarted: (instance) => started.push(instance),
  }
  const deps: DeployDeps = { ...base, ...options.change?.(base) }

  const heads = async (names: readonly string[]) =>
    Promise.all(names.map(async (name) => ({ name, head: await repository.git('rev-parse', `refs/heads/${name}`) })))

  const world: DeployWorld = {
    folder,
    repository,
    deps,
    deployer: createDeployer(deps),
    announced,
    started,
    service,
    async ask(branches = [], environment = 'test') {
      await deps.source.refresh(repository.path, AbortSignal.timeout(10_000))
      const request = {
        kind: 'release' as const,
        service: service.name,
        environment,
        branches: await heads(branches),
        confirm: environment,
      }
      return world.deployer.start(request, 'wang', null)
    },
    async deploy(branches, environment) {
      return world.finished((await world.ask(branches, environment)).id)
    },
    async rollback(number, environment = 'test') {
      const request = { kind: 'rollback' as const, service: service.name, environment, number, confirm: environment }
      return world.finished((await world.deployer.start(request, 'wang', null)).id)
    },
    async finished(id) {
      for (const limit = performance.now() + 25_000; performance.now() < limit; ) {
        const deployment = await world.deployer.deployment(id)
        if (deployment.finishedAt !== null) return deployment
        await systemClock.sleep(5)
      }
      throw new Error(`deployment ${id} did not end`)
    },
    get: (path = '/', environment = 'test') => getThrough(deps, `${service.name}.${environment}.localhost`, path),
    async restart(change) {
      await world.deployer.close()
      Object.assign(deps, base, change?.(base))
      world.deployer = createDeployer({ ...deps })
      await world.deployer.recover(AbortSignal.timeout(20_000))
    },
    async [Symbol.asyncDispose]() {
      await world.deployer.close()
      await opened[Symbol.asyncDispose]()
      await stopEverything(folder)
    },
  }
  return world
}
