import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type History, type HistoryCommit, planHistory } from './history.ts'
import type { RepositoryPlan } from './plans/plan.ts'
import { readBranchFiles, readLayers } from './templates.ts'

const TIME_LIMIT_MS = 30_000
const TIME_ZONE = '+0800'

const data = (content: string): string => `data ${Buffer.byteLength(content)}\n${content}\n`

const writeCommit = ({ number, parent, by, at, subject, files }: HistoryCommit): string => {
  const who = `${by.name} <${by.email}> ${Math.floor(at / 1000)} ${TIME_ZONE}`
  const changes = [...files].map(([path, content]) => `M 100644 inline ${path}\n${data(content)}`)
  return [
    `commit refs/sample/${number}\nmark :${number}\nauthor ${who}\ncommitter ${who}\n${data(subject)}`,
    parent === null ? '' : `from :${parent}\n`,
    ...changes,
    '\n',
  ].join('')
}

/** The history as `git fast-import` reads it. Commits need a ref while they are written; only branches stay. */
const writeStream = ({ commits, heads }: History): string =>
  [
    ...commits.map(writeCommit),
    ...[...heads].map(([name, number]) => `reset refs/heads/${name}\nfrom :${number}\n\n`),
    ...commits.map(({ number }) => `reset refs/sample/${number}\nfrom 0000000000000000000000000000000000000000\n\n`),
    'done\n',
  ].join('')

const git = async (args: readonly string[], folder: string, input: string, signal: AbortSignal): Promise<void> => {
  const env = { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
  const child = spawn('git', args, { cwd: folder, env, signal, timeout: TIME_LIMIT_MS, stdio: ['pipe', 'ignore', 'pipe'] })
  // A git that ends early says why on stderr; the broken pipe adds nothing.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  if (code !== 0) throw new Error(`git ${args[0]} failed: ${complaint.trim()}`)
}

/** Where the repository of a service lies in the sample's folder. */
export const repositoryPath = (folder: string, service: string): string => join(folder, 'repositories', `${service}.git`)

/** Makes the bare repository of a plan, whole or not at all. */
export const makeRepository = async (plan: RepositoryPlan, folder: string, now: number, signal: AbortSignal): Promise<void> => {
  const path = repositoryPath(folder, plan.service)
  if (existsSync(path)) return
  const draft = `${path}.draft`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  const history = planHistory(plan, await readLayers(plan.layers), await readBranchFiles(plan.service), now)
  await git(['init', '--bare', '--quiet', '--initial-branch=main', '.'], draft, '', signal)
  await git(['fast-import', '--quiet', '--done'], draft, writeStream(history), signal)
  await rename(draft, path)
}
