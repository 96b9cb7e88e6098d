/**
 * How text becomes words of the index, and a query becomes words to look for. Both go through the same functions, so that
 * whatever somebody types is looked for literally and nothing of it can be query syntax.
 *
 * The index splits at everything that is not an ASCII letter or digit, or beyond ASCII. A run of Chinese, Japanese or Korean
 * characters has no spaces, so it is indexed as its overlapping pairs and its last character: 支付服务 as 支付 付服 服务 务.
 * Two characters are then one word, and one character is the beginning of one.
 */
const wordChar = String.raw`\p{L}\p{N}\p{M}`
const han = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`
const latin = `[[${wordChar}]--[${han}]]`

const ascii = /^[\0-\x7f]*$/
/** Characters that only the words of fields have; see `fieldWord`. */
const reserved = /[\x01-\x04]/g
/** Text that needs no folding here, for the index folds ASCII itself: no reserved characters and no escape. */
const bareAscii = /^[\0\x05-\x1a\x1c-\x7f]*$/
/** The same with the Chinese of every day and its punctuation. Looking into the tables of Unicode takes three times as long. */
const bareChinese =
  /^[\0\x05-\x1a\x1c-\x7f\u3400-\u4dbf\u4e00-\u9fff\u2014\u2018-\u201d\u2026\u3000-\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]*$/
const chineseRun = /[\u3400-\u4dbf\u4e00-\u9fff]+|[^\0-\x7f\u3400-\u4dbf\u4e00-\u9fff]+/g
const beyondAsciiNoWord = new RegExp(`[^${wordChar}\\0-\\x7f]+`, 'gu')
const hanRun = new RegExp(`[${han}]+`, 'gu')
const runs = new RegExp(`[${han}]+|${latin}+`, 'gv')

/** Colours and links of a terminal: `ESC[31mfailed` holds the word "failed". */
const terminalCodes = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)/g
const plain = (text: string): string => (text.includes('\x1b') ? text.replaceAll(terminalCodes, ' ') : text)

const folded = (text: string): string => (ascii.test(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase())
/** Full-width forms and capitals are the same to somebody who searches. */
export const fold = (text: string): string => folded(plain(text))

const pairs = (run: string): string[] => {
  const characters = [...run]
  return characters.map((character, index) => character + (characters[index + 1] ?? ''))
}

const indexedChinese = (run: string): string => {
  let words = ' '
  if (run >= '\u3400' && run < '\ua000') for (let index = 0; index < run.length; index += 1) words += `${run.slice(index, index + 2)} `
  return words
}

/** What the index is given for a text. */
export const indexed = (text: string): string => {
  if (bareAscii.test(text)) return text
  if (bareChinese.test(text)) return text.replaceAll(chineseRun, indexedChinese)
  return fold(text.replaceAll(reserved, ' '))
    .replaceAll(beyondAsciiNoWord, ' ')
    .replaceAll(hanRun, (run) => ` ${pairs(run).join(' ')} `)
}

const fields = { level: 'l', service: 's', environment: 'e', instance: 'i', trace: 't' }

/**
 * A field of a record as a word that no text can hold: it begins with a character that is a letter to the index and is taken
 * out of every text. Dashes and dots, which part words, are written as other such characters.
 */
export const fieldWord = (field: keyof typeof fields, value: string): string => {
  const joined = value.replaceAll('-', '\x03').replaceAll('.', '\x04')
  const safe = /^[a-z0-9\x03\x04]*$/.test(joined)
  return `\x01${fields[field]}${safe ? joined : value.replaceAll(/[^a-z0-9]/g, (character) => `\x02${character.charCodeAt(0).toString(36)}\x02`)}`
}

/** Characters that the index must take for letters. */
export const fieldLetters = '\x01\x02\x03\x04'

const quoted = (word: string): string => `"${word}"`
/** An expression of the index that finds this word and nothing else. */
export const exactly = quoted
export const anyOf = (words: readonly string[]): string => `(${words.map(quoted).join(' OR ')})`

export interface Wanted {
  /** Expressions of the index that all must hold. */
  words: string[]
  /** What the index cannot say: that words follow one another, or punctuation. */
  checks: ((folded: string) => boolean)[]
}

const isHan = (run: string): boolean => new RegExp(`^[${han}]`, 'u').test(run)
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)

const runWords = (run: string, prefix: boolean): string[] => {
  if (!isHan(run)) return [prefix ? `${quoted(run)} *` : quoted(run)]
  const words = pairs(run).map(quoted)
  return words.length === 1 ? [`${words[0]} *`] : words.slice(0, -1)
}

/** The runs one after the other with no other word between them. */
const sequence = (found: readonly string[], prefix: boolean): RegExp => {
  const gap = (left: string, right: string): string => `[^${wordChar}]${isHan(left) || isHan(right) ? '*' : '+'}`
  const body = found.map((run, index) => (index === 0 ? '' : gap(found[index - 1] ?? '', run)) + escaped(run)).join('')
  const before = isHan(found[0] ?? '') ? '' : `(?<!${latin})`
  const after = prefix || isHan(found.at(-1) ?? '') ? '' : `(?!${latin})`
  return new RegExp(before + body + after, 'v')
}

const wantTerm = (term: string, prefix: boolean, wanted: Wanted): void => {
  const wantedText = fold(term)
  const found = wantedText.match(runs) ?? []
  if (found.length === 0) {
    wanted.checks.push((text) => text.includes(wantedText))
    return
  }
  const words = found.flatMap((run, index) => runWords(run, prefix && index === found.length - 1))
  wanted.words.push(...words)
  if (words.length === 1) return
  const inOrder = sequence(found, prefix)
  wanted.checks.push((text) => inOrder.test(text))
}

/** `word`, `begin*` and `"a phrase"`, all of which must occur. An open quotation mark reaches to the end. */
export const wantedIn = (query: string): Wanted => {
  const wanted: Wanted = { words: [], checks: [] }
  for (const [, phrase, bare = ''] of query.matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
    if (phrase === undefined) wantTerm(bare.length > 1 ? bare.replace(/\*$/, '') : bare, bare.length > 1 && bare.endsWith('*'), wanted)
    else if (phrase.trim() !== '') wantTerm(phrase.trim(), false, wanted)
  }
  return wanted
}
