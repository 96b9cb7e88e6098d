// `npm test [filter...]`: installs and builds what is missing, then runs every test that this machine can run.
import { spawn } from 'node:child_process'
import { ensureClient } from '../server/launch/client.mjs'
import { ensureInstalled, findNode, root } from '../server/launch/install.mjs'
import { ensureCompiled } from '../server/launch/prepare.mjs'

await ensureInstalled()
await ensureClient()
await ensureCompiled()
const child = spawn(findNode(), ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
child.on('exit', (code) => process.exit(code ?? 1))
