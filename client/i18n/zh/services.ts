import type { services as english } from '../en/services.ts'
import type { Same } from '../same.ts'

export const services: Same<typeof english> = {}
