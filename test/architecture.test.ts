import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

const sources = (folder: string): { path: string; text: string }[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('sample/templates') && !path.startsWith('client/dist'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const product = [...sources('server'), ...sources('client')]
const lines = (text: string): number => text.split('\n').length - 1

test('no file says more than fits in 300 lines, and the median fits one screen', () => {
  const lengths = product.map(({ path, text }) => ({ path, length: lines(text) }))
  expect(lengths.filter(({ length }) => length > 300)).toEqual([])
  const sorted = lengths.map(({ length }) => length).toSorted((a, b) => a - b)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80)
  expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThanOrEqual(220)
})

test('settings are read at the door; elsewhere the environment is only what a child program inherits', () => {
  const readers = product.filter(({ text }) => text.includes('process.env')).map(({ path }) => path)
  expect(readers.toSorted()).toEqual([
    'server/backends/builder/build-command.ts',
    'server/backends/gateway/start-process.ts',
    'server/backends/runtime/launch.ts',
    'server/backends/source/git-process.ts',
    'server/main.ts',
    'server/sample/repository.ts',
  ])
})

test('nothing becomes HTML by itself', () => {
  const writers = product.filter(({ text }) => /dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML/.test(text)).map(({ path }) => path)
  expect(writers).toEqual([])
})
