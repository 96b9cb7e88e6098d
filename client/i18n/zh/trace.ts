import type { trace as english } from '../en/trace.ts'
import type { Same } from '../same.ts'

export const trace: Same<typeof english> = {}
