import type { Selectable } from 'kysely'
import { z } from 'zod'
import { Fact } from '#contract/shared.ts'
import { Stack } from '#contract/telemetry.ts'
import type { Tables } from './tables.ts'

/** What makes events one group, as the newest algorithm of fingerprints says it. */
export interface NewGroup {
  fingerprint: string
  type: string
  message: string
  place: string
  service: string
  endpoint: string
  grouping: Fact[]
}

export interface GroupRecord extends NewGroup {
  id: string
  firstSeen: number
  lastSeen: number
  count: number
}

export interface EventRecord {
  /** Derived from what failed (a trace, or a log record without one), so that telling it again is telling the same. */
  id: string
  group: string
  at: number
  environment: string
  service: string
  instance: string
  /** Release number where it is certain. */
  number: number | null
  /** Release ids that it can have been. */
  releases: string[]
  endpoint: string
  traceId: string | null
  spanKey: string | null
  message: string
  stack: Stack | null
}

export const toGroup = (row: Selectable<Tables['error_groups']>): GroupRecord => ({
  id: row.id,
  fingerprint: row.fingerprint,
  type: row.type,
  message: row.message,
  place: row.place,
  service: row.service,
  endpoint: row.endpoint,
  grouping: Fact.array().parse(JSON.parse(row.grouping_json)),
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
  count: row.count,
})

export const toEvent = (row: Selectable<Tables['error_events']>): EventRecord => ({
  id: row.id,
  group: row.group_id,
  at: row.at,
  environment: row.environment,
  service: row.service,
  instance: row.instance,
  number: row.number,
  releases: z.string().array().parse(JSON.parse(row.releases_json)),
  endpoint: row.endpoint,
  traceId: row.trace_id,
  spanKey: row.span_key,
  message: row.message,
  stack: row.stack_json === null ? null : Stack.parse(JSON.parse(row.stack_json)),
})
