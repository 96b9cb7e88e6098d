import type { live as english } from '../en/live.ts'
import type { Same } from '../same.ts'

export const live: Same<typeof english> = {}
