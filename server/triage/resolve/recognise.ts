import { findTraceId, readTraceId } from '#contract/trace-id.ts'
import { parseInstanceName, parseReleaseId } from '#lib/identity.ts'
import { parseStack } from '../stack/parse.ts'

/** What a text may be, before anything is asked. */
export type Reading =
  | { kind: 'trace'; id: string }
  | { kind: 'release'; service: string; environment: string; number: number }
  | { kind: 'instance'; name: string; service: string; environment: string; number: number }
  | { kind: 'commit'; id: string }
  | { kind: 'error'; id: string }
  | { kind: 'service'; name: string }
  | { kind: 'stack'; type: string; text: string }

export interface Names {
  services: readonly string[]
  environments: readonly string[]
}

/** Ids asked about at once; a pasted log file holds more than a reader wants. */
const maxOfKind = 10
const maxWords = 2000
/** As the records of errors make them. */
const errorId = /^e[0-9a-f]{16}$/

/** Full-width letters and digits become plain, invisible characters go: what chats and screenshots do to an id. */
const plain = (text: string): string => text.normalize('NFKC').replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')

/** An id broken by a line wrap: joined where the text is nothing else than pieces of one. */
const unwrapped = (text: string): string | null => {
  const joined = text.replace(/\s+/g, '')
  return joined.length <= 150 && /^[0-9a-f.]+$/i.test(joined) && joined !== text.trim() ? joined : null
}

const isId = (text: string): boolean => readTraceId(text)?.from === 'id'

/** Ids that the lines name. One that reaches the end of its line may go on in the next. */
const labelledIds = (lines: readonly string[]): string[] =>
  lines.flatMap((line, index) => {
    const id = findTraceId(line)
    const start = line.trimEnd()
    if (id !== null && !start.endsWith(id) && isId(id)) return [id]
    const whole = findTraceId(start + (lines[index + 1] ?? '').trimStart())
    if (whole !== null && isId(whole) && (id === null || whole.startsWith(id))) return [whole]
    return id === null ? [] : [id]
  })

const traceIds = (text: string, words: readonly string[]): string[] => {
  const whole = unwrapped(text)
  if (whole !== null && isId(whole)) return [whole]
  return [...new Set([...labelledIds(text.split('\n')), ...words.filter(isId)])].slice(0, maxOfKind)
}

const namesIn = (words: readonly string[], { services, environments }: Names): Reading[] => {
  const longestFirst = [...environments].sort((a, b) => b.length - a.length)
  const found: Reading[] = []
  for (const word of words) {
    const release = parseReleaseId(word)
    const instance = parseInstanceName(word, longestFirst)
    if (release !== null) found.push({ kind: 'release', ...release })
    else if (instance !== null) {
      const { service, environment, number } = instance
      found.push({ kind: 'instance', name: word, service, environment, number })
    } else if (errorId.test(word)) found.push({ kind: 'error', id: word })
    else if (services.includes(word)) found.push({ kind: 'service', name: word })
  }
  return found
}

const commitsIn = (words: readonly string[]): Reading[] =>
  words
    .filter((word) => /^[0-9a-f]{7,40}$/i.test(word) && /[0-9]/.test(word) && !isId(word) && !errorId.test(word))
    .map((id) => ({ kind: 'commit', id: id.toLowerCase() }))

const unique = (readings: readonly Reading[]): Reading[] => {
  const seen = new Set<string>()
  return readings.filter((reading) => {
    const key = JSON.stringify(reading)
    return !seen.has(key) && seen.add(key)
  })
}

/**
 * Reads a pasted text: ids with or without a label, in a log line, a stack, an address, broken by a wrap or in full-width
 * letters; releases, instances, commits, errors and services by their names. A commit is only looked for where the text has no
 * trace id, as hex words are common in log lines.
 */
export const recognise = (pasted: string, names: Names): Reading[] => {
  const text = plain(pasted)
  const words = text
    .split(/[\s"'`<>()[\]{}|,;=?&，。；、（）【】「」]+|(?<=[a-z]):\/\/|:(?=\s|$)/i)
    .flatMap((word) => [word, ...word.split('/')])
    .map((word) => word.replace(/^[.:@*-]+|[.:*!-]+$/g, ''))
    .filter((word) => word !== '')
    .slice(0, maxWords)
  const traces = traceIds(text, words).map((id): Reading => ({ kind: 'trace', id }))
  const named = namesIn(words, names).slice(0, maxOfKind)
  const commits = traces.length === 0 ? commitsIn(words).slice(0, maxOfKind) : []
  const root = parseStack(text)?.stack.causes.at(-1)
  const stack: Reading[] = root === undefined ? [] : [{ kind: 'stack', type: root.type, text }]
  const precise = [...traces, ...named.filter(({ kind }) => kind !== 'service'), ...commits, ...stack]
  // The name of a service inside a path or a log line is part of it, not what is asked for.
  return unique(precise.length > 0 ? precise : named)
}
