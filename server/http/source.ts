import type { Triage } from '../triage/triage.ts'
import type { Handlers } from './register.ts'

export const sourceHandlers = (triage: Pick<Triage, 'sourceAt'>): Pick<Handlers, 'source'> => ({
  source: ({ params, query, signal }) => triage.sourceAt(params.service, query.release, query.path, query.line, signal),
})
