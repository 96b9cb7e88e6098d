// `npm run dev`: the console with a restart at each change, and Vite in front of it with hot replacement.
import { spawn } from 'node:child_process'
import { ensureClient } from './client.mjs'
import { ensureInstalled, findNode, root } from './install.mjs'

await ensureInstalled()
await ensureClient()
const node = findNode()
const children = [
  spawn(node, ['--watch', 'server/main.ts'], { cwd: root, stdio: 'inherit' }),
  spawn(node, ['node_modules/vite/bin/vite.js', 'client'], { cwd: root, stdio: 'inherit' }),
]
process.on('SIGINT', () => {
  for (const child of children) child.kill('SIGINT')
})
