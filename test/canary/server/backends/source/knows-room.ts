import { planted } from '../../records/planted.ts'
export const backendsKnowNoRooms = planted
