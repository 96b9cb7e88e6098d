/** Beyond this a message is data, not a message. */
const maxChars = 1000

/** What stands for a variable in the template; it may look at what was found and where. */
type Mark = (found: string, at: number, whole: string) => string

const always =
  (mark: string): Mark =>
  () =>
    mark

/** A quoted piece of code is part of the message (`reading 'name'`, `Cannot invoke "Staff.getName()"`); any other quote is data. */
const quoted: Mark = (found, at, whole) =>
  /^.[\w$<>.]+\(.{0,200}\).$/.test(found) || /\((?:reading|setting) $/.test(whole.slice(Math.max(0, at - 10), at)) ? found : '<value>'

/**
 * What varies between two tellings of one failure, most specific first. Every pattern is bounded: a message is written by
 * strangers.
 */
const variables: readonly [RegExp, Mark][] = [
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s'"<>)\]，。；]{1,500}/gi, always('<url>')],
  [/\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}\b/g, always('<email>')],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, always('<id>')],
  [/\b[0-9a-f]{32}\.\d{1,10}\.\d{1,20}\b/gi, always('<id>')],
  [/\b[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\b/gi, always('<id>')],
  [/\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g, always('<time>')],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, always('<host>')],
  [/"[^"\n]{0,300}"|'[^'\n]{0,300}'|`[^`\n]{0,300}`|“[^”\n]{0,300}”|‘[^’\n]{0,300}’|「[^」\n]{0,300}」|\[[^[\]\n]{0,300}\]/g, quoted],
  [/\b0x[0-9a-f]{1,32}\b/gi, always('<id>')],
  [/\b(?=[a-f]{0,64}\d)(?=\d{0,64}[a-f])[0-9a-f]{8,128}\b/gi, always('<id>')],
  [/[A-Za-z_-]{0,40}\d[\w.-]{0,100}/g, always('<n>')],
]

/** The message without what varies: numbers, ids, times, addresses, quoted values. Words of any language stay. */
export const messageTemplate = (message: string): string => {
  let template = message.slice(0, maxChars)
  for (const [pattern, mark] of variables) template = template.replace(pattern, mark)
  return template.replace(/\s+/g, ' ').trim()
}
