import type { error as english } from '../en/error.ts'
import type { Same } from '../same.ts'

export const error: Same<typeof english> = {}
