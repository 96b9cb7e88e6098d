const leading: readonly RegExp[] = [
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?/,
  /^\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?/,
  /^\[[^\]\n]{1,300}\]/,
  /^(?:FATAL|ERROR|SEVERE|WARN|INFO)\b:?/i,
  /^[-|:]+(?=\s)/,
]
/** Parts of a layout that can stand before the words. */
const maxParts = 8

/** The words of a log entry: its first line without time, level, thread and trace id. */
export const logMessage = (text: string): string => {
  const first = text.slice(0, 2000).split('\n', 1)[0]?.trim() ?? ''
  let words = first
  for (let part = 0; part < maxParts; part += 1) {
    const before = words
    for (const pattern of leading) words = words.replace(pattern, '').trimStart()
    if (words === before) break
  }
  return words === '' ? first : words
}
