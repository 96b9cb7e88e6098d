import { spawn } from 'node:child_process'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unavailable } from '#contract/errors.ts'
import { portTakenCode } from './control.ts'

const program = fileURLToPath(new URL('process.ts', import.meta.url))
const startLimitMs = 15_000

/** A process on its way up. It is let go of when this is disposed. */
export interface StartingProcess extends Disposable {
  pid: number | undefined
  /** It has seen that another one serves the folder, and has gone. */
  gaveWay(): boolean
  /** Throws why it ended, or that it takes too long. */
  throwIfFailed(): void
}

/** Starts the gateway's process in a session of its own; what it says goes to a file beside its state. */
export const startProcess = async (folder: string, port: number): Promise<StartingProcess> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'gateway.log')
  await using log = await open(path, 'a', 0o600)
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning', program, folder, String(port)],
    {
      detached: true,
      env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: join(folder, 'compiled') },
      stdio: ['ignore', log.fd, log.fd],
    },
  )
  let ended: { code: number | null } | null = null
  child.on('error', () => {
    ended = { code: null }
  })
  child.on('exit', (code) => {
    ended = { code }
  })
  child.unref()
  const limit = performance.now() + startLimitMs
  return {
    pid: child.pid,
    gaveWay: () => ended?.code === 0,
    throwIfFailed() {
      if (ended !== null && ended.code !== 0) throw failure(ended.code, port, path)
      if (performance.now() > limit) throw unavailable('The gateway does not come up.', { log: path })
    },
    [Symbol.dispose]() {
      child.removeAllListeners()
    },
  }
}

const failure = (code: number | null, port: number, log: string) =>
  code === portTakenCode
    ? unavailable(`Port ${port} of the gateway is taken by another program. Set CULPRIT_GATEWAY_PORT to a free port.`, {
        port,
        variable: 'CULPRIT_GATEWAY_PORT',
      })
    : unavailable(`The gateway ended at its start (exit code ${code ?? 'none'}). Its reason is in ${log}.`, { log })
