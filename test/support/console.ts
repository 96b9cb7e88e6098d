import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface RunningConsole extends AsyncDisposable {
  url: string
  pid: number
  dataFolder: string
  gatewayPort: number
  /** What it printed so far. */
  printed(): string
  /** Milliseconds from the start of the process to the first good answer of /api/health. */
  tookMs: number
  stop(signal: NodeJS.Signals): Promise<void>
  /** Starts again on the same data folder and ports. */
  again(): Promise<RunningConsole>
}

interface Ports {
  console: number
  gateway: number
  grpc: number
  http: number
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

const environment = (dataFolder: string, ports: Ports, sample: boolean): NodeJS.ProcessEnv => ({
  ...process.env,
  CULPRIT_DATA: dataFolder,
  CULPRIT_PORT: String(ports.console),
  CULPRIT_GATEWAY_PORT: String(ports.gateway),
  CULPRIT_TRACE_GRPC_PORT: String(ports.grpc),
  CULPRIT_TRACE_HTTP_PORT: String(ports.http),
  CULPRIT_SAMPLE: sample ? 'on' : 'off',
})

/** Waits until the console answers, or fails with what it printed. */
const answered = async (url: string, child: ChildProcess, printed: () => string): Promise<void> => {
  const limit = Date.now() + 30_000
  while (Date.now() < limit) {
    if (child.exitCode !== null) throw new Error(`The console ended with ${child.exitCode}:\n${printed()}`)
    const answer = await fetch(`${url}/api/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 5))
  }
  throw new Error(`The console did not answer within 30 s:\n${printed()}`)
}

const launch = async (dataFolder: string, ports: Ports, sample: boolean): Promise<RunningConsole> => {
  const began = performance.now()
  const env = environment(dataFolder, ports, sample)
  const child = spawn(process.execPath, [join(root, 'server/launch/start.mjs')], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output = (output + chunk).slice(-100_000)))
  const url = `http://127.0.0.1:${ports.console}`
  await answered(url, child, () => output)
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    url,
    pid: child.pid ?? 0,
    dataFolder,
    gatewayPort: ports.gateway,
    printed: () => output,
    tookMs: performance.now() - began,
    stop,
    async again() {
      await stop('SIGTERM')
      return launch(dataFolder, ports, sample)
    },
    async [Symbol.asyncDispose]() {
      await stop('SIGTERM')
      const stopAll = spawn(process.execPath, [join(root, 'server/launch/start.mjs'), 'stop-all'], { env, stdio: 'ignore' })
      await once(stopAll, 'exit')
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Starts the real console on free ports and an empty data folder; disposing ends all that it started. */
export const startConsole = async ({ sample }: { sample: boolean }): Promise<RunningConsole> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'culprit-console-'))
  const [console, gateway, grpc, http] = [await freePort(), await freePort(), await freePort(), await freePort()]
  return launch(dataFolder, { console, gateway, grpc, http }, sample)
}
