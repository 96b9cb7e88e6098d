import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { findNode, root, run, step } from './install.mjs'

const stamp = join(root, 'client/dist/.built')

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.startsWith(join(root, 'client/dist')))
    .sort()

/** Digest of all that the bundle is made of: the client, the contract and the locked packages. */
const digest = () => {
  const hash = createHash('sha256')
  for (const file of [...filesBelow(join(root, 'client')), ...filesBelow(join(root, 'server/contract')), join(root, 'package-lock.json')]) {
    hash.update(relative(root, file)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Builds the client, unless exactly these sources are built already. */
export const ensureClient = async () => {
  const wanted = digest()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  await step('Building the client / 构建前端', () =>
    run(findNode(), ['node_modules/vite/bin/vite.js', 'build', 'client', '--logLevel', 'error'], { quiet: true }),
  )
  writeFileSync(stamp, wanted)
}
