import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { chmod, cp, lstat, mkdir, readdir, readlink, realpath, rm } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

export interface Artifact {
  digest: string
  bytes: number
}

/** What the build made cannot be the artifact; the message says why. */
export class NoArtifact extends Error {
  override name = 'NoArtifact'
}

const inside = (folder: string, path: string): boolean => path === folder || path.startsWith(folder + sep)

/** Copies the artifact, a file or a folder, into a new folder, and names its contents by a digest. */
export const keepArtifact = async (folder: string, artifact: string, into: string, signal: AbortSignal): Promise<Artifact> => {
  const root = await realpath(folder)
  const wanted = resolve(root, artifact)
  if (!inside(root, wanted)) throw new NoArtifact(`The artifact "${artifact}" lies outside the build's folder.`)
  const found = await realpath(wanted).catch(() => null)
  if (found === null) throw new NoArtifact(`The build ended well but made no "${artifact}".`)
  if (!inside(root, found)) throw new NoArtifact(`The artifact "${artifact}" is a link out of the build's folder.`)
  const stat = await lstat(found)
  const files = stat.isDirectory() ? await list(found, signal) : [basename(wanted)]
  const home = stat.isDirectory() ? found : dirname(found)
  if (stat.isDirectory()) await checkLinks(found, files)

  try {
    await mkdir(into, { recursive: true })
    const target = stat.isDirectory() ? into : join(into, basename(wanted))
    await cp(found, target, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (source) => !isOurs(home, source),
    })
    return await digestOf(into, files, signal)
  } catch (error) {
    await rm(into, { recursive: true, force: true })
    throw error
  }
}

/** The home folder that a build is given lies in its folder and is no part of what it made. */
const isOurs = (home: string, path: string): boolean => relative(home, path).split(sep)[0] === '.culprit-home'

/** Relative paths of all files and links, sorted by code unit so that the order is the same everywhere. */
const list = async (folder: string, signal: AbortSignal): Promise<string[]> => {
  const found: string[] = []
  const visit = async (at: string): Promise<void> => {
    signal.throwIfAborted()
    for (const entry of await readdir(join(folder, at), { withFileTypes: true })) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`
      if (path === '.culprit-home') continue
      if (entry.isDirectory()) await visit(path)
      else if (entry.isFile() || entry.isSymbolicLink()) found.push(path)
      else throw new NoArtifact(`The artifact holds "${path}", which is neither a file nor a folder nor a link.`)
    }
  }
  await visit('')
  return found.sort((a, b) => (a < b ? -1 : 1))
}

const checkLinks = async (folder: string, files: readonly string[]): Promise<void> => {
  const root = await realpath(folder)
  for (const path of files) {
    const at = join(root, path)
    if (!(await lstat(at)).isSymbolicLink()) continue
    const target = await realpath(at).catch(() => null)
    if ((await readlink(at)).startsWith('/') || target === null || !inside(root, target))
      throw new NoArtifact(`The artifact holds the link "${path}", which leads out of it or nowhere.`)
  }
}

/** Digest over path, kind, executable bit and content of every file: equal contents have equal digests on any machine. */
const digestOf = async (folder: string, files: readonly string[], signal: AbortSignal): Promise<Artifact> => {
  const hash = createHash('sha256')
  let bytes = 0
  for (const path of files) {
    signal.throwIfAborted()
    const at = join(folder, path)
    const stat = await lstat(at)
    if (stat.isSymbolicLink()) {
      hash.update(`${path}\0link\0${await readlink(at)}\0`)
      continue
    }
    const mode = (stat.mode & 0o100) === 0 ? 0o644 : 0o755
    await chmod(at, mode)
    hash.update(`${path}\0${mode.toString(8)}\0${stat.size}\0`)
    for await (const chunk of createReadStream(at)) hash.update(chunk)
    bytes += stat.size
  }
  return { digest: `sha256:${hash.digest('hex')}`, bytes }
}
