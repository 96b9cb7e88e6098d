export interface Piece {
  text: string
  marked: boolean
}

const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Splits a text into marked and plain pieces; longer terms win over those they contain. */
export const markTerms = (text: string, terms: readonly string[]): Piece[] => {
  if (terms.length === 0 || text === '') return text === '' ? [] : [{ text, marked: false }]
  const pattern = [...terms]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join('|')
  return text
    .split(new RegExp(`(${pattern})`, 'gi'))
    .map((piece, index) => ({ text: piece, marked: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
