// `npm start`: installs and builds what is missing, then becomes the console, or starts it on a newer Node.
import { spawn } from 'node:child_process'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { ensureClient } from './client.mjs'
import { ensureInstalled, findNode, root } from './install.mjs'

// The console waits more than it computes: a small heap matters more to it than the last per cent of speed.
const heapFlags = ['--optimize-for-size', '--max-semi-space-size=2']

const main = join(root, 'server/main.ts')
const compileCache = join(root, 'node_modules/.cache/culprit')

try {
  await ensureInstalled()
  await ensureClient()
  const node = findNode()
  if (node === process.execPath) {
    for (const flag of heapFlags) setFlagsFromString(flag)
    enableCompileCache(compileCache)
    await import(main)
  } else {
    const child = spawn(node, [...heapFlags, main, ...process.argv.slice(2)], {
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
