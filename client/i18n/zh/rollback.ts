import type { rollback as english } from '../en/rollback.ts'
import type { Same } from '../same.ts'

export const rollback: Same<typeof english> = {}
