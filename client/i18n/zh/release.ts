import type { release as english } from '../en/release.ts'
import type { Same } from '../same.ts'

export const release: Same<typeof english> = {}
