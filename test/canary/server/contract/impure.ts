import { planted } from '../records/planted.ts'
export const contractIsPure = planted
