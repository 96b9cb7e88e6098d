// `npm run bench [id...]`: one JSON line per measure, each a ratio to a floor taken in the same run.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureClient } from '../server/launch/client.mjs'
import { ensureInstalled, findNode, root } from '../server/launch/install.mjs'
import { ensureCompiled } from '../server/launch/prepare.mjs'

await ensureInstalled()
await ensureClient()
await ensureCompiled()
const node = findNode()
const known = readdirSync(join(root, 'test/bench'))
  .filter((file) => /^p\d+\.ts$/.test(file))
  .map((file) => file.slice(0, -3))
  .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
const asked = process.argv.slice(2).map((id) => id.toLowerCase())
const unknown = asked.filter((id) => !known.includes(id))
if (unknown.length > 0) {
  console.error(`There is no measure ${unknown.join(', ')}; there are ${known.join(', ')}.`)
  process.exit(2)
}

// Each measure has a process of its own: one measure's memory and threads must not colour the next.
const measure = (id) =>
  new Promise((done) => {
    const child = spawn(node, ['test/bench/run.ts', id], { cwd: root, stdio: 'inherit' })
    child.on('exit', (code) => done(code === 0))
  })

let allOk = true
for (const id of asked.length === 0 ? known : asked) allOk = (await measure(id)) && allOk
process.exitCode = allOk ? 0 : 1
