import type { traces as english } from '../en/traces.ts'
import type { Same } from '../same.ts'

export const traces: Same<typeof english> = {}
