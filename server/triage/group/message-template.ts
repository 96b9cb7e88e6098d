/** Beyond this a message is data, not a message. */
const maxChars = 1000

/**
 * What varies between two tellings of one failure, most specific first. Every pattern is bounded: a message is written by
 * strangers.
 */
const variables: readonly [RegExp, string][] = [
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s'"<>)\]，。；]{1,500}/gi, '<url>'],
  [/\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}\b/g, '<email>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b[0-9a-f]{32}\.\d{1,10}\.\d{1,20}\b/gi, '<id>'],
  [/\b[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\b/gi, '<id>'],
  [/\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g, '<time>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, '<host>'],
  [/"[^"\n]{0,300}"|'[^'\n]{0,300}'|`[^`\n]{0,300}`|“[^”\n]{0,300}”|‘[^’\n]{0,300}’|「[^」\n]{0,300}」|\[[^[\]\n]{0,300}\]/g, '<value>'],
  [/\b0x[0-9a-f]{1,32}\b/gi, '<id>'],
  [/\b(?=[a-f]{0,64}\d)(?=\d{0,64}[a-f])[0-9a-f]{8,128}\b/gi, '<id>'],
  [/[A-Za-z_-]{0,40}\d[\w.-]{0,100}/g, '<n>'],
]

/** The message without what varies: numbers, ids, times, addresses, quoted values. Words of any language stay. */
export const messageTemplate = (message: string): string => {
  let template = message.slice(0, maxChars)
  for (const [pattern, mark] of variables) template = template.replace(pattern, mark)
  return template.replace(/\s+/g, ' ').trim()
}
