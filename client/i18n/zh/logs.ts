import type { logs as english } from '../en/logs.ts'
import type { Same } from '../same.ts'

export const logs: Same<typeof english> = {}
