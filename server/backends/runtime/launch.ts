import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, stat } from 'node:fs/promises'
import { AppError } from '#contract/errors.ts'
import type { InstanceFolder } from './instance-folder.ts'
import type { InstanceSpec } from './port.ts'
import { lookUp } from './process-table.ts'
import { shellCommand } from './shell-command.ts'

/**
 * Runs the command ($2) and writes how it ended ($1), for a console that was not there. The wrapper only notes a signal, which
 * the whole group receives, so that a program that takes its time to end is still waited for; and it says nothing
 * itself: the subshell keeps the program's stderr out of the hands of the shell that waits.
 */
const wrapper = `trap : HUP INT TERM
exec 3>&2 2>/dev/null
(exec /bin/sh -c "$2" culprit 2>&3 3>&-)
code=$?
printf '%s\\n' "$code" >"$1.tmp" && mv -f "$1.tmp" "$1"
exit "$code"`

const inherited = ['PATH', 'HOME', 'LANG', 'TZ'] as const

const environmentOf = (spec: InstanceSpec, port: number): Record<string, string> => {
  const environment: Record<string, string> = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' }
  for (const name of inherited) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return { ...environment, ...spec.variables, PORT: String(port) }
}

/** Starts the process in a session of its own, with its output going to files, and lets go of it. */
export const launch = async (folder: InstanceFolder, spec: InstanceSpec, port: number): Promise<{ pid: number; start: string }> => {
  if (!(await stat(spec.artifact).catch(() => null))?.isDirectory())
    throw new AppError('artifact_gone', `Instance ${spec.name} cannot be started: its artifact is gone.`, { instance: spec.name })
  await using stdout = await open(folder.stdout, 'a', 0o600)
  await using stderr = await open(folder.stderr, 'a', 0o600)
  const child = spawn('/bin/sh', ['-c', wrapper, 'culprit-instance', folder.exit, shellCommand(spec.run)], {
    cwd: spec.artifact,
    env: environmentOf(spec, port),
    detached: true,
    stdio: ['ignore', stdout.fd, stderr.fd],
  })
  // Read before the event loop can reap a process that ends at once.
  const start = child.pid === undefined ? undefined : lookUp(child.pid)?.start
  if (child.pid === undefined || start === undefined) {
    const [error] = await once(child, 'error')
    const why = error instanceof Error ? error.message : ''
    throw new AppError('unavailable', `Instance ${spec.name} cannot be started: ${why}`, { instance: spec.name }, error)
  }
  child.unref()
  return { pid: child.pid, start }
}
