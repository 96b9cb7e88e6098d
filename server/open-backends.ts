import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Clock } from '#lib/clock.ts'
import { createLocalBuilder } from './backends/builder/local.ts'
import { createEmbeddedGateway } from './backends/gateway/embedded.ts'
import { createEmbeddedLogs } from './backends/logs/embedded.ts'
import { createProcessRuntime } from './backends/runtime/process.ts'
import { createGitSource } from './backends/source/git.ts'
import { openSqliteState } from './backends/state/sqlite.ts'
import { createEmbeddedTraces } from './backends/traces/embedded.ts'
import type { Config } from './config/config.ts'

export type Backends = Awaited<ReturnType<typeof openBackends>>

/** Opens every backend that the configuration names. Today each port has one; the union grows here and in `config`. */
export const openBackends = async (config: Config, log: Logger, clock: Clock) => {
  const folder = (name: string): string => join(config.dataFolder, name)
  await using opened = new AsyncDisposableStack()
  const state = opened.use(openSqliteState(folder('state.db')))
  const [gateway, traces, logs] = await Promise.all([
    createEmbeddedGateway({ folder: folder('gateway'), port: config.gatewayPort }),
    createEmbeddedTraces({
      path: folder('traces.db'),
      grpcPort: config.traceGrpcPort,
      httpPort: config.traceHttpPort,
      host: config.host,
      log,
      clock,
    }),
    createEmbeddedLogs({ path: folder('logs.db'), log }),
  ])
  opened.use(gateway)
  opened.use(traces)
  opened.use(logs)
  const source = createGitSource({ folder: folder('mirrors') })
  const runtime = createProcessRuntime({ folder: folder('instances') })
  const stack = opened.move()
  return {
    state,
    source,
    builder: createLocalBuilder(),
    runtime,
    gateway,
    traces,
    logs,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
