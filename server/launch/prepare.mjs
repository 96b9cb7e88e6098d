import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { digestOf, oncePer } from './digest.mjs'
import { findNode, root, step } from './install.mjs'

export const compileCache = join(root, 'node_modules/.cache/culprit')
/**
 * The console waits more than it computes: a small heap matters more to it than the last per cent of speed. The compile cache
 * holds for these flags alone.
 */
export const consoleArgs = [
  '--optimize-for-size',
  '--max-semi-space-size=1',
  '--v8-pool-size=1',
  '--disable-warning=ExperimentalWarning',
  join(root, 'server/main.ts'),
]

const limitMs = 60_000
/** What is loaded only once the console serves has been loaded by then. */
const settleMs = 2000

/** Starts a console with an empty data folder, waits until it serves, and ends all of it. */
const trial = async () => {
  const data = mkdtempSync(join(tmpdir(), 'culprit-prepare-'))
  const ports = { CULPRIT_PORT: '0', CULPRIT_GATEWAY_PORT: '0', CULPRIT_TRACE_GRPC_PORT: '0', CULPRIT_TRACE_HTTP_PORT: '0' }
  const env = { ...process.env, ...ports, CULPRIT_DATA: data, CULPRIT_SAMPLE: 'off', CULPRIT_CONFIG: '', NODE_COMPILE_CACHE: compileCache }
  const start = (...args) => spawn(findNode(), [...consoleArgs, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const console = start()
    const timer = setTimeout(() => console.kill('SIGKILL'), limitMs)
    await Promise.race([once(console.stdout, 'data'), once(console, 'exit')])
    await sleep(settleMs)
    console.kill('SIGTERM')
    if (console.exitCode === null && console.signalCode === null) await once(console, 'exit')
    clearTimeout(timer)
    await once(start('stop-all'), 'exit')
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** Compiles the server once for each version of its sources: a start that compiles takes seconds and keeps the compiler in memory. */
export const ensureCompiled = () =>
  oncePer(digestOf(['server', 'package-lock.json']), 'node_modules/.cache/culprit.compiled', () =>
    step('Compiling the server / 编译服务端', trial),
  )
