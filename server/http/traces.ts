import type { Triage } from '../triage/triage.ts'
import type { Handlers } from './register.ts'

export const traceHandlers = (triage: Pick<Triage, 'traces' | 'evidence'>): Pick<Handlers, 'traces' | 'trace'> => ({
  traces: ({ query: { failed, q, ...query }, signal }) =>
    triage.traces(
      { ...query, ...(failed === undefined ? {} : { failed: failed === 'true' }), ...(q === undefined ? {} : { text: q }) },
      signal,
    ),
  trace: ({ params, signal }) => triage.evidence(params.traceId, signal),
})
