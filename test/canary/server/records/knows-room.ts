import { collected } from '../collect/collected.ts'
export const recordsKnowNoRooms = collected
