import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, badRequest } from '#contract/errors.ts'
import { GitFailure } from './git-errors.ts'
import { leavesFolder } from './git-links.ts'
import { checkSha } from './git-names.ts'
import { runGit } from './git-process.ts'
import type { Sha } from './port.ts'

export const checkoutLimits = { files: 200_000, bytes: 2 * 1024 ** 3, linkBytes: 4096 }

interface Entry {
  mode: string
  id: string
  size: number
  path: string
}

/** Writes the files of a commit into an empty folder through an index of its own. No hook, filter or submodule is run. */
export const materialise = async (mirror: string, commit: Sha, folder: string, signal: AbortSignal): Promise<void> => {
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0) throw badRequest('The folder for the files of a commit must be empty.')
  await checkTree(mirror, checkSha(commit), signal)
  const index = join(mirror, `index-${randomUUID()}`)
  const call = { repository: mirror, signal, environment: { GIT_INDEX_FILE: index, GIT_WORK_TREE: folder }, limitMs: 300_000 }
  try {
    await runGit(['read-tree', commit], call)
    await runGit(['-c', 'core.symlinks=true', 'checkout-index', '--all', '--quiet'], call)
  } catch (error) {
    if (error instanceof GitFailure && /invalid path/.test(error.stderr)) throw refused('has a file name that git forbids', error.stderr)
    throw error
  } finally {
    await rm(index, { force: true })
  }
}

const refused = (why: string, what: string): AppError =>
  new AppError('bad_request', `The commit ${why}: ${what.slice(0, 300)}. Nothing was written.`, { what: what.slice(0, 300) })

const checkTree = async (mirror: string, commit: Sha, signal: AbortSignal): Promise<void> => {
  const entries = await listTree(mirror, commit, signal)
  const bytes = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (entries.length > checkoutLimits.files || bytes > checkoutLimits.bytes)
    throw new AppError(
      'too_large',
      `The commit has ${entries.length} files of ${bytes} bytes; at most ${checkoutLimits.files} files and ${checkoutLimits.bytes} bytes are built.`,
      { files: entries.length, bytes, maxFiles: checkoutLimits.files, maxBytes: checkoutLimits.bytes },
    )
  const links = await readLinks(
    mirror,
    entries.filter(({ mode }) => mode === '120000'),
    signal,
  )
  for (const path of links.keys()) if (leavesFolder(path, links)) throw refused('has a symbolic link that leaves its folder', path)
}

const listTree = async (mirror: string, commit: Sha, signal: AbortSignal): Promise<Entry[]> => {
  const { stdout } = await runGit(['ls-tree', '-r', '-z', '--long', '--full-tree', commit], { repository: mirror, signal })
  return stdout
    .toString('utf8')
    .split('\0')
    .filter((row) => row !== '')
    .map((row) => {
      const [about = '', ...path] = row.split('\t')
      const [mode = '', , id = '', size = ''] = about.split(/ +/)
      return { mode, id, size: Number(size) || 0, path: path.join('\t') }
    })
}

/** Targets of the links by their path, in one `cat-file --batch`, whose answers carry their length. */
const readLinks = async (mirror: string, entries: readonly Entry[], signal: AbortSignal): Promise<Map<string, string>> => {
  const links = new Map<string, string>()
  if (entries.length === 0) return links
  const long = entries.find(({ size }) => size > checkoutLimits.linkBytes)
  if (long !== undefined) throw refused('has a symbolic link with an endless target', long.path)
  const input = entries.map(({ id }) => `${id}\n`).join('')
  const { stdout } = await runGit(['cat-file', '--batch'], { repository: mirror, signal, input })
  let at = 0
  for (const { path } of entries) {
    const headEnd = stdout.indexOf('\n', at)
    const length = Number(stdout.toString('utf8', at, headEnd).split(' ')[2])
    links.set(path, stdout.toString('utf8', headEnd + 1, headEnd + 1 + length))
    at = headEnd + 1 + length + 1
  }
  return links
}
