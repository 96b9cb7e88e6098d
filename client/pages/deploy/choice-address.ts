import type { Choice } from './deploy-model.ts'

/** Names in an address are joined by a colon, which git allows in no name; a dash, which begins none, stands for "no branch". */
const join = (names: readonly string[]): string => (names.length === 0 ? '-' : names.join(':'))
const part = (text: string): string[] => (text === '-' ? [] : text.split(':').filter((name) => name !== ''))

export const readChoice = (search: { tick?: string | undefined; held?: string | undefined }): Choice | null =>
  search.tick === undefined ? null : { with: part(search.tick), held: search.held === undefined ? [] : part(search.held) }

export const writeChoice = (choice: Choice): { tick: string; held: string | undefined } => ({
  tick: join(choice.with),
  held: choice.held.length === 0 ? undefined : join(choice.held),
})

export const readPair = (text: string | undefined): { a: string; b: string | null } | null => {
  const [a, b] = text?.split(':') ?? []
  return a === undefined || a === '' ? null : { a, b: b === undefined || b === '' ? null : b }
}

export const writePair = ({ a, b }: { a: string; b: string | null }): string => `${a}:${b ?? ''}`
