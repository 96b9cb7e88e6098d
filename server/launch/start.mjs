// `npm start`: installs and builds what is missing, then becomes the console.
import { spawn } from 'node:child_process'
import { ensureClient } from './client.mjs'
import { ensureInstalled, findNode } from './install.mjs'
import { compileCache, consoleArgs, ensureCompiled } from './prepare.mjs'

const args = [...consoleArgs, ...process.argv.slice(2)]

/** Runs the console as a child where this process cannot turn into it. */
const runAsChild = (node, env) => {
  const child = spawn(node, args, { stdio: 'inherit', env })
  // Ctrl-C reaches the whole foreground group by itself; a signal sent to this process alone is passed on.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
}

try {
  await ensureInstalled()
  await ensureClient()
  await ensureCompiled()
  const node = findNode()
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.removeAllListeners('warning')
    process.execve(node, [node, ...args], env)
  } else runAsChild(node, env)
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
