import type { home as english } from '../en/home.ts'
import type { Same } from '../same.ts'

export const home: Same<typeof english> = {}
