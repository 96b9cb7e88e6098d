// Runs on the Node that the machine has (20 or later), before anything is installed: node: builtins only.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(fileURLToPath(import.meta.url), '../../..')

/** Type stripping is stable from here on. */
const runsTypeScript = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 12)
}

/** The Node that runs the product: this one when it is new enough, else the locked platform package of `optionalDependencies`. */
export const findNode = () => {
  if (runsTypeScript(process.versions.node)) return process.execPath
  const bundled = join(root, 'node_modules/.bin/node')
  if (existsSync(bundled)) return bundled
  throw new Error(
    `Culprit needs Node 24.12 or later; this is ${process.versions.node}, and no bundled Node exists for ${process.platform}-${process.arch}. ` +
      'Install Node 24 and start again. / Culprit 需要 Node 24.12 或更高版本，请安装后重试。',
  )
}

/** Runs a program in the foreground; resolves when it has ended well, rejects with its exit code otherwise. */
export const run = (command, args, { quiet = false, env = process.env } = {}) =>
  new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    child.on('error', failed)
    child.on('exit', (code, signal) => {
      if (code === 0) done()
      else failed(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}\n${Buffer.concat(output).toString().slice(-8000)}`))
    })
  })

/** Says what a long step does and for how long, on one line where the terminal can rewrite it. */
export const step = async (title, work) => {
  const began = Date.now()
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`
  const live = process.stdout.isTTY
  process.stdout.write(`  ${title} …${live ? '' : '\n'}`)
  const timer = setInterval(
    () => process.stdout.write(live ? `\r  ${title} … ${seconds()}` : `  ${title} … ${seconds()}\n`),
    live ? 500 : 15_000,
  )
  try {
    await work()
    process.stdout.write(`${live ? '\r' : ''}  ${title}: done in ${seconds()}\n`)
  } finally {
    clearInterval(timer)
  }
}

const digest = (file) =>
  createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex')

/** Installs the packages of the lock file, unless exactly these are installed already. */
export const ensureInstalled = async () => {
  const stamp = join(root, 'node_modules/.culprit-lock')
  const wanted = digest('package-lock.json')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  await step('Installing packages / 安装依赖', () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true }))
  writeFileSync(stamp, wanted)
}
