import { context } from '../context.ts'
export const onlyTheProcessKnowsTheContext = context
