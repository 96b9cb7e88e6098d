import type { Triage } from '../triage/triage.ts'
import type { Handlers } from './register.ts'

export const resolveHandlers = (triage: Pick<Triage, 'resolve'>): Pick<Handlers, 'resolve'> => ({
  resolve: ({ query, signal }) => triage.resolve(query.text, signal),
})
