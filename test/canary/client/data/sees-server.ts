import { planted } from '../../server/records/planted.ts'
export const clientSeesContractOnly = planted
