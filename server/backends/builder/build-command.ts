import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { constants } from 'node:os'
import { join } from 'node:path'
import { createLineSplitter } from './line-splitter.ts'
import type { BuildRequest } from './port.ts'

export type CommandEnd = { how: 'ended'; exitCode: number } | { how: 'timeout' | 'cancelled' | 'cannot_start'; exitCode: null }

/** How long output may still come from the pipes of a group that was killed. */
const closeLimitMs = 2000

/** Runs the build's command in a process group of its own, none of which is left when this resolves. */
export const runCommand = async (request: BuildRequest, print: (line: string) => void, signal: AbortSignal): Promise<CommandEnd> => {
  if (signal.aborted) return { how: 'cancelled', exitCode: null }
  const home = join(request.folder, '.culprit-home')
  await mkdir(home, { recursive: true })
  const child = spawn('/bin/sh', ['-c', request.run], {
    cwd: request.folder,
    env: { PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', HOME: home, ...request.environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })

  return new Promise((resolve) => {
    let cause: 'timeout' | 'cancelled' | null = null
    let closing: NodeJS.Timeout | undefined
    const kill = (why: 'timeout' | 'cancelled'): void => {
      cause ??= why
      killGroup(child.pid)
    }
    const cancel = (): void => kill('cancelled')
    const timer = setTimeout(() => kill('timeout'), request.timeoutMs)
    signal.addEventListener('abort', cancel, { once: true })

    const streams = [child.stdout, child.stderr]
    const splitters = streams.map((stream) => {
      const splitter = createLineSplitter(print)
      stream.on('data', (bytes: Buffer) => splitter.push(bytes))
      return splitter
    })
    const settle = (end: CommandEnd): void => {
      clearTimeout(timer)
      clearTimeout(closing)
      signal.removeEventListener('abort', cancel)
      for (const splitter of splitters) splitter.end()
      resolve(end)
    }
    child.on('error', (error) => {
      print(`The command cannot be started: ${error.message}`)
      settle({ how: 'cannot_start', exitCode: null })
    })
    child.on('exit', () => {
      // A background process that the command left behind would hold the pipes open and outlive the build.
      killGroup(child.pid)
      closing = setTimeout(() => {
        for (const stream of streams) stream.destroy()
      }, closeLimitMs)
    })
    child.on('close', (code, killedBy) => {
      if (cause !== null) settle({ how: cause, exitCode: null })
      else settle({ how: 'ended', exitCode: code ?? (killedBy === null ? 1 : 128 + constants.signals[killedBy]) })
    })
  })
}

const killGroup = (pid: number | undefined): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of the group is left.
  }
}
