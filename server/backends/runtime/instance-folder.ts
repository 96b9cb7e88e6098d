import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { badRequest } from '#contract/errors.ts'
import { writeFileAtomically } from '#lib/files.ts'

const Position = z.object({ stdout: z.number().int(), stderr: z.number().int() })

/** What is written before a process begins and completed after; the variables stay out of it, for they may be secret. */
const InstanceState = z.object({
  name: z.string(),
  service: z.string(),
  environment: z.string(),
  release: z.string(),
  deployment: z.string(),
  artifact: z.string(),
  port: z.number().int(),
  startedAt: z.number().int(),
  /** Null from the intent until the process is known. */
  process: z.object({ pid: z.number().int(), start: z.string() }).nullable(),
  /** Output before this position is given back to the disk. */
  freed: Position,
})
export type InstanceState = z.infer<typeof InstanceState>

/** The folder of one instance: what it is, what it printed, how it ended. */
export interface InstanceFolder {
  path: string
  stdout: string
  stderr: string
  exit: string
  read(): Promise<InstanceState | null>
  write(state: InstanceState): Promise<void>
  exitCode(): Promise<number | null>
  /** Null before a new run. */
  setExit(code: number | null): Promise<void>
}

/** A damaged file is as good as none: it must not hide the other instances. */
const parseState = (text: string): InstanceState | null => {
  try {
    return InstanceState.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

const namePattern = /^[a-z][a-z0-9-]{0,99}$/

export const instanceFolder = (root: string, name: string): InstanceFolder => {
  if (!namePattern.test(name)) throw badRequest('The name of an instance has lower-case letters, digits and dashes, at most 100.')
  const path = join(root, name)
  const state = join(path, 'instance.json')
  const exit = join(path, 'exit')
  return {
    path,
    stdout: join(path, 'stdout'),
    stderr: join(path, 'stderr'),
    exit,
    async read() {
      const text = await readFile(state, 'utf8').catch(() => 'null')
      return parseState(text)
    },
    write: (next) => writeFileAtomically(state, JSON.stringify(next)),
    async exitCode() {
      const text = await readFile(exit, 'utf8').catch(() => '')
      return /^\d+\n$/.test(text) ? Number(text) : null
    },
    setExit: (code) => (code === null ? rm(exit, { force: true }) : writeFileAtomically(exit, `${code}\n`)),
  }
}

export const instanceNames = async (root: string): Promise<string[]> => {
  const names = await readdir(root).catch(() => [])
  return names.filter((name) => namePattern.test(name)).sort()
}
