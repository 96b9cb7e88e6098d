import { concrete } from '../runtime/concrete.ts'
export const vendorsDoNotMeet = concrete
