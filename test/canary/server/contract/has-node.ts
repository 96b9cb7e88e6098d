import { readFileSync } from 'node:fs'
export const contractHasNoNode = readFileSync
