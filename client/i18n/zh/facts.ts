import type { fact as english } from '../en/facts.ts'
import type { Same } from '../same.ts'

export const fact: Same<typeof english> = {}
