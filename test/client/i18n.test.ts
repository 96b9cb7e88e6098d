import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '#contract/errors.ts'
import { words as en } from '../../client/i18n/en/words.ts'
import { words as zh } from '../../client/i18n/zh/words.ts'

const dictionaries: Record<string, { en: Record<string, string>; zh: Record<string, string> }> = Object.fromEntries(
  Object.entries(en).map(([name, words]) => [name, { en: words, zh: { ...zh[name as keyof typeof zh] } }]),
)
const stem = (key: string): string => key.replace(/_(one|other)$/, '')
const stems = (words: Record<string, string>): string[] => [...new Set(Object.keys(words).map(stem))].sort()
const gaps = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)[^}]*\}\}|<(\w+)\/>/g)].map(([, value, part]) => value ?? part ?? ''))].sort()

/** The text of all files under a folder, to look words up in. */
const filesUnder = (folder: string, wanted: RegExp): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => wanted.test(path) && !/^(dist|i18n\/(en|zh))\//.test(path))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8'))
    .join('\n')

const source = filesUnder(fileURLToPath(new URL('../../client', import.meta.url)), /\.tsx?$/)

/** Keys that are put together, such as `board:${stage}`, count as used by what stands before the gap. */
const isUsed = (namespace: string, key: string): boolean => {
  const name = namespace === 'common' ? stem(key) : `${namespace}:${stem(key)}`
  if (source.includes(`'${name}'`) || source.includes(`"${name}"`)) return true
  const prefixes = [...source.matchAll(/`((?:\w+:)?\w*)\$\{/g)].map(([, prefix]) => prefix ?? '')
  return prefixes.some((prefix) => prefix.includes(':') && name.startsWith(prefix))
}

describe.each(Object.entries(dictionaries))('the words of %s', (_namespace, { en: english, zh: chinese }) => {
  it('are the same keys in both languages', () => {
    expect(stems(chinese)).toEqual(stems(english))
  })

  it('have the same gaps in both languages', () => {
    for (const [key, text] of Object.entries(english)) {
      if (key.endsWith('_one')) continue
      const twin = chinese[key] ?? chinese[`${key}_other`] ?? ''
      expect([key, gaps(twin)]).toEqual([key, gaps(text)])
    }
  })

  it('say something', () => {
    for (const text of [...Object.values(english), ...Object.values(chinese)]) expect(text.trim()).not.toBe('')
  })

  it('give a number a form for each count', () => {
    for (const key of Object.keys(english)) if (key.endsWith('_one')) expect(english).toHaveProperty(`${stem(key)}_other`)
  })
})

// Facts and refusals are named by the server, and words of common enter by the names of values.
const named = Object.entries(dictionaries).filter(([namespace]) => !['fact', 'errorCode', 'common'].includes(namespace))

it.each(named)('every word of %s is said somewhere', (namespace, { en: english }) => {
  expect(Object.keys(english).filter((key) => !isUsed(namespace, key))).toEqual([])
})

it('words every fact that the server names by its room', () => {
  const rooms = /'((?:verdict|trace|traces|sample|store|missing|reading|grouping|live|collect|logs|runtime|gateway)\.(?!db'|log')[a-z_]+)'/g
  const server = filesUnder(fileURLToPath(new URL('../../server', import.meta.url)), /\.ts$/)
  const codes = new Set([...server.matchAll(rooms)].map(([, code]) => code ?? ''))
  expect([...codes].filter((code) => !(code in en.fact))).toEqual([])
})

it('words every code of a refusal', () => {
  expect(Object.keys(en.errorCode).sort()).toEqual([...errorCodes].sort())
})
