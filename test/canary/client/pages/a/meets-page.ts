import { page } from '../b/page.ts'
export const pagesDoNotMeet = page
