import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from './install.mjs'

const filesBelow = (path) =>
  statSync(path).isFile()
    ? [path]
    : readdirSync(path, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort()

/** Digest of all files below some paths of the project, names and contents. */
export const digestOf = (paths, leftOut) => {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesBelow(join(root, path)))) {
    const name = relative(root, file)
    if (leftOut === undefined || !name.startsWith(leftOut)) hash.update(name).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Does a piece of work once for each digest, and remembers it in a stamp. */
export const oncePer = async (digest, stamp, work) => {
  const path = join(root, stamp)
  if (existsSync(path) && readFileSync(path, 'utf8') === digest) return
  await work()
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, digest)
}
