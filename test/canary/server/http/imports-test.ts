import { skips } from '../../../support/skips.ts'
export const nothingImportsTests = skips
