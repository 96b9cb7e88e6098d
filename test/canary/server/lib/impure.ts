import { planted } from '../records/planted.ts'
export const libIsPure = planted
