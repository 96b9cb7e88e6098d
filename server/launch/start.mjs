// `npm start`: installs and builds what is missing, then becomes the console, or starts it on a newer Node.
import { spawn } from 'node:child_process'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { ensureClient } from './client.mjs'
import { ensureInstalled, findNode, root } from './install.mjs'

const main = join(root, 'server/main.ts')
const compileCache = join(root, 'node_modules/.cache/culprit')

try {
  await ensureInstalled()
  await ensureClient()
  const node = findNode()
  if (node === process.execPath) {
    enableCompileCache(compileCache)
    await import(main)
  } else {
    const child = spawn(node, [main, ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    })
    // Ctrl-C reaches the whole foreground group by itself; a signal sent to this process alone is passed on.
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
  }
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
