import type { deploy as english } from '../en/deploy.ts'
import type { Same } from '../same.ts'

export const deploy: Same<typeof english> = {}
