const { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

const { name, version } = require('./package.json')

const sources = readdirSync('src', { recursive: true }).filter((file) => file.endsWith('.js'))

console.log(`[INFO] building ${name} ${version} with node ${process.versions.node}`)
for (const file of sources.sort()) {
  const path = join('src', file)
  const text = readFileSync(path, 'utf8')
  new Script(`(function () {${text}\n})`, { filename: path })
  console.log(`[INFO] checked ${path} (${text.split('\n').length - 1} lines)`)
}

rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')
cpSync('src', join('dist', 'src'), { recursive: true })
cpSync('package.json', join('dist', 'package.json'))
console.log(`[INFO] BUILD SUCCESS: ${sources.length} files in dist`)
