// `npm run check`: types, lint and format, the dependency rule, unused code; each guard is first shown to bite.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, findNode, root } from '../server/launch/install.mjs'

await ensureInstalled()
const node = findNode()
const bin = {
  tsc: 'node_modules/typescript/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  knip: 'node_modules/knip/bin/knip.js',
}

const call = (tool, args, cwd = root) => {
  const { status, stdout, stderr } = spawnSync(node, [join(root, bin[tool]), ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { status, output: `${stdout}${stderr}` }
}

/** Runs the dependency rule over the planted violations: every rule must be named. */
const depcruiseBites = () => {
  const rules = [...readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8').matchAll(/rule\('([a-z-]+)'/g)].map((match) => match[1])
  const { status, output } = call('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'test/canary'])
  const silent = rules.filter((rule) => !output.includes(` ${rule}:`))
  if (status === 0) return `passed the planted violations\n${output}`
  return silent.length === 0 ? null : `did not find the planted violations of: ${silent.join(', ')}\n${output}`
}

/** Lints a file with a floating promise and an \`any\`; both must be named. */
const biomeBites = () => {
  const folder = mkdtempSync(join(tmpdir(), 'culprit-lint-'))
  try {
    mkdirSync(join(folder, 'server'))
    copyFileSync(join(root, '.biome.json'), join(folder, '.biome.json'))
    copyFileSync(join(root, 'test/canary/lint.ts.txt'), join(folder, 'server/planted.ts'))
    const { output } = call('biome', ['lint', '--vcs-enabled=false', 'server'], folder)
    const silent = ['noFloatingPromises', 'noExplicitAny'].filter((rule) => !output.includes(rule))
    return silent.length === 0 ? null : `did not find: ${silent.join(', ')}\n${output}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const passes = (tool, args) => () => {
  const { status, output } = call(tool, args)
  return status === 0 ? null : output
}

const checks = [
  ['types', passes('tsc', ['--noEmit'])],
  ['lint and format', passes('biome', ['check', '--error-on-warnings', '.'])],
  ['lint bites', biomeBites],
  [
    'dependency rule',
    passes('depcruise', [
      '--config',
      '.dependency-cruiser.cjs',
      '--exclude',
      'test/canary|server/sample/templates|client/dist',
      'server',
      'client',
      'test',
    ]),
  ],
  ['dependency rule bites', depcruiseBites],
  ['unused code', passes('knip', ['--config', '.knip.json'])],
]

let failed = 0
for (const [name, check] of checks) {
  const began = Date.now()
  const complaint = check()
  console.log(`${complaint === null ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  if (complaint !== null) {
    failed += 1
    console.log(complaint)
  }
}
console.log(`check: ${checks.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
