import type { deployment as english } from '../en/deployment.ts'
import type { Same } from '../same.ts'

export const deployment: Same<typeof english> = {}
