import { z } from 'zod'
import { Fact, Time } from './shared.ts'
import { SourceSlice, Stack } from './telemetry.ts'

export const ErrorGroup = z.object({
  id: z.string(),
  /** Exception class or kind, the normalised message, and the place: top frame of the service's own code. */
  type: z.string(),
  message: z.string(),
  place: z.string(),
  service: z.string(),
  endpoint: z.string(),
  firstSeen: Time,
  lastSeen: Time,
  count: z.number().int(),
  environments: z.array(
    z.object({
      environment: z.string(),
      count: z.number().int(),
      firstSeen: Time,
      lastSeen: Time,
      /** Release numbers of `service` under which it was seen, in deployment order. */
      numbers: z.array(z.number().int()),
      /** Events in the last five minutes. */
      recent: z.number().int(),
    }),
  ),
  /** `new`: first seen in the last 24 h. `gone`: not seen for 10 minutes though the service was exercised. */
  state: z.enum(['new', 'ongoing', 'gone']),
  /** Why these events are one group. */
  grouping: z.array(Fact),
})
export type ErrorGroup = z.infer<typeof ErrorGroup>

export const Marker = z.object({
  release: z.string(),
  at: Time,
  kind: z.enum(['release', 'rollback', 'redeploy']),
  /** The deployment that switched. */
  deployment: z.string(),
})
export type Marker = z.infer<typeof Marker>

export const Rate = z.object({
  from: Time,
  stepMs: z.number().int(),
  errors: z.array(z.number().int()),
  requests: z.array(z.number().int()),
  markers: z.array(Marker),
})
export type Rate = z.infer<typeof Rate>

/** What happened to the error after the last rollback that could concern it. */
export const Aftermath = z.object({
  deployment: z.string(),
  to: z.string(),
  at: Time,
  outcome: z.enum(['stopped', 'did_not_stop', 'not_exercised', 'watching']),
  errorsSince: z.number().int(),
  requestsSince: z.number().int(),
  perMinuteBefore: z.number(),
  perMinuteSince: z.number(),
})
export type Aftermath = z.infer<typeof Aftermath>

export const ErrorDetail = z.object({
  group: ErrorGroup,
  environment: z.string().nullable(),
  rate: Rate,
  /** Each environment with its requests, so that an absence can be weighed. */
  seen: z.array(
    z.object({ environment: z.string(), errors: z.number().int(), requests: z.number().int(), numbers: z.array(z.number().int()) }),
  ),
  aftermath: Aftermath.nullable(),
})
export type ErrorDetail = z.infer<typeof ErrorDetail>

export const ErrorEvent = z.object({
  id: z.string(),
  group: z.string(),
  at: Time,
  environment: z.string(),
  service: z.string(),
  instance: z.string(),
  releases: z.array(z.string()),
  endpoint: z.string(),
  traceId: z.string().nullable(),
  spanKey: z.string().nullable(),
  message: z.string(),
  stack: Stack.nullable(),
  source: SourceSlice.nullable(),
})
export type ErrorEvent = z.infer<typeof ErrorEvent>

/**
 * The answer to "who broke it?". For now without a percentage: the statement, what it rests on, what is missing.
 * A commit or branch is named only on blame of the service's own frames, a release only when the release before it was exercised.
 */
export const Verdict = z.object({
  kind: z.enum(['introduced_by', 'pre_existing', 'not_known']),
  environment: z.string(),
  release: z.string().nullable(),
  branch: z.string().nullable(),
  commit: z.object({ id: z.string(), author: z.string(), authoredAt: Time, subject: z.string() }).nullable(),
  /** What speaks for the statement, what against it, and what would be needed. Same form, same place on the page. */
  for: z.array(Fact),
  against: z.array(Fact),
  missing: z.array(Fact),
  /** Release to go back to, when going back would help. */
  rollbackTo: z.number().int().nullable(),
})
export type Verdict = z.infer<typeof Verdict>
