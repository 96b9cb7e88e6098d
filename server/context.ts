import type { Server as HttpServer } from 'node:http'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { Server } from 'socket.io'
import type { Announce, LogLine } from '#contract/socket.ts'
import { systemClock } from '#lib/clock.ts'
import { createFeed } from '#lib/feed.ts'
import { createCollector } from './collect/collector.ts'
import type { Config } from './config/config.ts'
import { createDeployer } from './deploy/deployer.ts'
import type { About } from './http/settings.ts'
import { socketOptions } from './live/origin.ts'
import { attachLive } from './live/rooms.ts'
import { type Backends, openBackends } from './open-backends.ts'
import { probesOf } from './probes.ts'
import { openRecords, type Records } from './records/records.ts'
import { createSample } from './sample/sample.ts'
import { createTriage } from './triage/triage.ts'

export type Context = Awaited<ReturnType<typeof createContext>>

interface Process {
  version: string
  log: Logger
  /** A line for the person at the terminal. */
  say: (line: string) => void
}

/** What a `culprit.yaml` names is applied at each start; what it no longer names is gone. */
const provision = async ({ file }: Config, { workspace }: Records): Promise<void> => {
  if (file === null) return
  // The parser is large, and most consoles have no such file.
  const { readWorkspaceFile } = await import('./config/workspace-file.ts')
  const { services, environments } = await readWorkspaceFile(file)
  await workspace.removeManagedBy('file')
  for (const environment of environments) await workspace.saveEnvironment(environment)
  for (const service of services) await workspace.saveService(service)
}

/** Bytes that a line holds in memory, roughly. */
const sizeOfLine = (line: LogLine): number => line.text.length + 100

/** Composition root: config -> backends -> records -> rooms. Domain rooms meet in `feed` and `announce`, made here. */
export const createContext = async (config: Config, { version, log, say }: Process) => {
  await using opened = new AsyncDisposableStack()
  const clock = systemClock
  const startedAt = clock.now()
  const stopping = new AbortController()
  const backends = opened.use(await openBackends(config, log, clock))
  const records = await openRecords(backends.state)
  await provision(config, records)

  let forward: Announce = () => {}
  const announce: Announce = (announcement) => forward(announcement)
  const feed = createFeed<LogLine>(sizeOfLine)

  const collector = createCollector({ ...backends, feed, clock, log })
  opened.defer(() => collector.close())
  const deployer = createDeployer({
    ...backends,
    ...records,
    announce,
    clock,
    log,
    folder: config.dataFolder,
    traceAddress: `${config.host}:${config.traceGrpcPort}`,
    onInstanceStarted: collector.follow,
  })
  opened.defer(() => deployer.close())
  const triage = createTriage({ ...backends, ...records, announce, clock, log })
  const sample = await createSample({
    ...backends,
    ...records,
    announce,
    clock,
    log,
    folder: join(config.dataFolder, 'sample'),
    nodeModules: join(import.meta.dirname, '../node_modules'),
    deployments: {
      ...deployer,
      removeService: (service, environment) => forget({ backends, records, collector, deployer }, service, environment),
    },
  })
  opened.defer(() => sample.close())

  const stack = opened.move()
  const background = new Set<Promise<void>>()
  const run = (what: string, work: Promise<void>): void => {
    const settled = work
      .catch((error: unknown) => log.error({ err: error }, `${what} ended with an error`))
      .finally(() => background.delete(settled))
    background.add(settled)
  }

  return {
    config,
    version,
    log,
    ...backends,
    ...records,
    deployer,
    triage,
    sample,
    about: aboutOf(config, version, startedAt, backends),
    probes: probesOf(backends, config.dataFolder, collector.facts),

    /** Puts the live rooms on a server; returns what takes them off again. */
    async attachSockets(server: HttpServer): Promise<() => Promise<void>> {
      const io: Parameters<typeof attachLive>[0] = new Server(server, socketOptions)
      const rooms = attachLive(io, {
        ...backends,
        feed,
        clock,
        log,
        deploymentOutput: async (id, after) => {
          const { items, total, skipped } = await deployer.output(id, after, 1000)
          return { lines: items, total, skipped }
        },
      })
      forward = rooms.announce
      return async () => {
        forward = () => {}
        await rooms.close()
        await io.close()
      }
    },

    /** Begins what may take longer than a start: recovery first, so that it finds what an earlier console left. */
    begin(): void {
      run('recovery', recoverAndLoad())
      run('triage', triage.watch(stopping.signal))
    },

    async [Symbol.asyncDispose]() {
      stopping.abort()
      await stack.disposeAsync()
      await Promise.all(background)
    },
  }

  async function recoverAndLoad(): Promise<void> {
    await deployer.recover(stopping.signal)
    for (const instance of await records.instances.list({ limit: 1000 })) collector.follow(instance)
    if (!config.sample || stopping.signal.aborted) return
    const before = await sample.status()
    if (before.state !== 'ready') say('Loading the sample workspace: real deployments, see the page for its progress.')
    await sample.loadIfEmpty(stopping.signal)
  }
}

interface Forgetting {
  backends: Backends
  records: Records
  collector: ReturnType<typeof createCollector>
  deployer: ReturnType<typeof createDeployer>
}

/** Ends a service in an environment and forgets what was collected of it. */
const forget = async ({ backends, records, collector, deployer }: Forgetting, service: string, environment: string): Promise<void> => {
  const instances = await records.instances.list({ service, environment, limit: 10_000 })
  await deployer.removeService(service, environment)
  for (const { name } of instances) await collector.forget(name)
  await backends.logs.forget(instances.map(({ name }) => name))
  await records.errors.forget(service, environment)
  await records.exposure.forget(service, environment)
}

const portOf = (address: string | null, configured: number): number => Number(address?.split(':').at(-1) ?? configured)

const aboutOf = (config: Config, version: string, startedAt: number, { gateway, traces }: Backends): About => ({
  version,
  node: process.versions.node,
  startedAt,
  dataFolder: config.dataFolder,
  managedBy: config.file,
  gatewayPort: () => gateway.address.port,
  traceGrpcPort: () => portOf(traces.grpcAddress, config.traceGrpcPort),
  traceHttpPort: () => portOf(traces.httpAddress, config.traceHttpPort),
})
