import { clientSeesContractOnly } from '../data/sees-server.ts'
export const componentsDoNotFetch = clientSeesContractOnly
