import type { Triage } from '../triage/triage.ts'
import type { Handlers } from './register.ts'

type Names = 'errors' | 'error' | 'errorEvents' | 'verdict'

export const errorHandlers = (triage: Pick<Triage, 'errors' | 'error' | 'events' | 'verdict'>): Pick<Handlers, Names> => ({
  errors: ({ query }) => triage.errors(query),
  error: ({ params, query }) => triage.error(params.id, query),
  errorEvents: ({ params, query, signal }) => triage.events(params.id, query, signal),
  verdict: ({ params, query, signal }) => triage.verdict(params.id, query.environment, signal),
})
