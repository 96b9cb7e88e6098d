import type { service as english } from '../en/service.ts'
import type { Same } from '../same.ts'

export const service: Same<typeof english> = {}
