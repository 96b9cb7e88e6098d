import { appendFile, mkdir, rm } from 'node:fs/promises'
import { AppError } from '#contract/errors.ts'
import { freePort } from './free-port.ts'
import { type InstanceFolder, type InstanceState, instanceFolder, instanceNames } from './instance-folder.ts'
import { launch } from './launch.ts'
import { members } from './lifecycle.ts'
import type { InstanceSpec } from './port.ts'
import { signalGroup } from './process-table.ts'

/** Writes down what is about to be started, so that a console that comes later looks for it. One at a time: ports are chosen here. */
export const writeIntent = async (root: string, spec: InstanceSpec, now: number): Promise<InstanceState> => {
  const folder = instanceFolder(root, spec.name)
  const states = await Promise.all((await instanceNames(root)).map((name) => instanceFolder(root, name).read()))
  const port = await freePort(new Set(states.flatMap((state) => state?.port ?? [])))
  const { name, service, environment, release, deployment, artifact } = spec
  const freed = (await folder.read())?.freed ?? { stdout: 0, stderr: 0 }
  const state = { name, service, environment, release, deployment, artifact, port, startedAt: now, process: null, freed }
  await mkdir(folder.path, { recursive: true, mode: 0o700 })
  for (const output of [folder.stdout, folder.stderr]) await appendFile(output, '', { mode: 0o600 })
  await folder.setExit(null)
  await folder.write(state)
  return state
}

/** Starts what `intend` writes down. Where that fails nothing new is left behind; a process that runs is never forgotten. */
export const begin = async (
  folder: InstanceFolder,
  spec: InstanceSpec,
  before: InstanceState | null,
  intend: () => Promise<InstanceState>,
): Promise<InstanceState> => {
  // Children that outlived their program must not answer in the name of the next one.
  if (before?.process && members(before).length > 0) signalGroup(before.process.pid, 'SIGKILL')
  let whole: InstanceState
  try {
    const intent = await intend()
    whole = { ...intent, process: await launch(folder, spec, intent.port) }
  } catch (error) {
    if (before === null) await rm(folder.path, { recursive: true, force: true })
    throw explain(error, spec.name)
  }
  // Should this fail the intent stays, and leads the next look to the process.
  await folder.write(whole)
  return whole
}

const explain = (error: unknown, name: string): unknown =>
  error instanceof Error && 'code' in error && error.code === 'ENOSPC'
    ? new AppError('out_of_space', `Instance ${name} cannot be started: the disk of the data folder is full.`, { instance: name }, error)
    : error
