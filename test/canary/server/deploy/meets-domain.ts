import type { collected } from '../collect/collected.ts'
export type DomainsDoNotMeet = typeof collected
