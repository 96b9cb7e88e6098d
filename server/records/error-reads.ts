import { sql } from 'kysely'
import type { Database } from './database.ts'
import { type EventRecord, type GroupRecord, toEvent, toGroup } from './error-rows.ts'

/** Events of one group in one environment under one release; `number` is null where the release is not certain. */
export interface GroupPlace {
  group: string
  environment: string
  number: number | null
  count: number
  firstSeen: number
  lastSeen: number
  /** Events since the moment that was asked for. */
  recent: number
}

export interface EventFilter {
  group?: string
  service?: string
  environment?: string
  number?: number
  from?: number
  to?: number
}

export interface ErrorReads {
  groups(filter: {
    service?: string
    environment?: string
    limit: number
    after?: string
  }): Promise<{ items: GroupRecord[]; next: string | null; total: number }>
  group(id: string): Promise<GroupRecord | null>
  /** Where and under which releases the groups were seen. */
  places(groups: readonly string[], recentFrom: number): Promise<GroupPlace[]>
  /** Events from the newest on; `position` 0 is the newest. */
  events(filter: EventFilter & { position: number; limit: number }): Promise<{ items: EventRecord[]; total: number }>
  ofTrace(traceId: string): Promise<EventRecord | null>
  count(filter: EventFilter): Promise<number>
  /** Number of events in each step from `from` on; steps without one are absent. */
  histogram(filter: EventFilter & { from: number; to: number }, stepMs: number): Promise<Map<number, number>>
  /** Groups of a service whose first event in the environment was under this release. */
  firstSeenUnder(service: string, environment: string, number: number, limit: number): Promise<GroupRecord[]>
}

/** Position of a list by time of last event; the id settles equal times. */
const parseAfter = (after: string | undefined): { at: number; id: string } | null => {
  const match = /^(\d{1,15})\.(\w{1,40})$/.exec(after ?? '')
  return match ? { at: Number(match[1]), id: match[2] ?? '' } : null
}

export const errorReads = (db: Database): ErrorReads => {
  const matching = ({ group, service, environment, number, from, to }: EventFilter) => {
    let query = db.selectFrom('error_events')
    if (group !== undefined) query = query.where('group_id', '=', group)
    if (service !== undefined) query = query.where('service', '=', service)
    if (environment !== undefined) query = query.where('environment', '=', environment)
    if (number !== undefined) query = query.where('number', '=', number)
    if (from !== undefined) query = query.where('at', '>=', from)
    if (to !== undefined) query = query.where('at', '<', to)
    return query
  }

  const count = async (filter: EventFilter): Promise<number> => {
    const row = await matching(filter)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return row.count
  }

  return {
    count,
    async groups({ service, environment, limit, after }) {
      let query = db.selectFrom('error_groups')
      if (service !== undefined) query = query.where('service', '=', service)
      if (environment !== undefined) {
        query = query.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('error_places')
              .select('number')
              .whereRef('error_places.group_id', '=', 'error_groups.id')
              .where('error_places.environment', '=', environment),
          ),
        )
      }
      const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      const start = parseAfter(after)
      if (start !== null) {
        query = query.where(({ or, and, eb }) =>
          or([eb('last_seen', '<', start.at), and([eb('last_seen', '=', start.at), eb('id', '>', start.id)])]),
        )
      }
      const rows = await query
        .selectAll()
        .orderBy('last_seen', 'desc')
        .orderBy('id')
        .limit(limit + 1)
        .execute()
      const items = rows.slice(0, limit).map(toGroup)
      const last = items.at(-1)
      return { items, next: rows.length > limit && last !== undefined ? `${last.lastSeen}.${last.id}` : null, total }
    },
    async group(id) {
      const row = await db.selectFrom('error_groups').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toGroup(row)
    },
    async places(groups, recentFrom) {
      if (groups.length === 0) return []
      const rows = await db
        .selectFrom('error_places as place')
        .select(({ selectFrom, fn }) => [
          'group_id as group',
          'environment',
          'number',
          'count',
          'first_seen as firstSeen',
          'last_seen as lastSeen',
          selectFrom('error_events as event')
            .select(fn.countAll<number>().as('recent'))
            .whereRef('event.group_id', '=', 'place.group_id')
            .whereRef('event.environment', '=', 'place.environment')
            .where('event.at', '>=', recentFrom)
            .where(({ eb, fn, val, ref }) => eb(fn.coalesce('event.number', val(0)), '=', ref('place.number')))
            .as('recent'),
        ])
        .where('group_id', 'in', groups)
        .orderBy('number')
        .execute()
      return rows.map((row) => ({ ...row, number: row.number === 0 ? null : row.number, recent: row.recent ?? 0 }))
    },
    async events({ position, limit, ...filter }) {
      const rows = await matching(filter).selectAll().orderBy('at', 'desc').orderBy('seq', 'desc').limit(limit).offset(position).execute()
      return { items: rows.map(toEvent), total: await count(filter) }
    },
    async ofTrace(traceId) {
      const row = await db.selectFrom('error_events').selectAll().where('trace_id', '=', traceId).executeTakeFirst()
      return row === undefined ? null : toEvent(row)
    },
    async histogram(filter, stepMs) {
      const step = sql<number>`cast((at - ${filter.from}) / ${stepMs} as integer)`
      const rows = await matching(filter)
        .select(({ fn }) => [step.as('step'), fn.countAll<number>().as('count')])
        .groupBy('step')
        .execute()
      return new Map(rows.map((row) => [row.step, row.count]))
    },
    async firstSeenUnder(service, environment, number, limit) {
      const rows = await db
        .selectFrom('error_groups')
        .selectAll()
        .where('service', '=', service)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('error_places as place')
              .select('place.number')
              .whereRef('place.group_id', '=', 'error_groups.id')
              .where('place.environment', '=', environment)
              .where('place.number', '=', number)
              .where('place.first_seen', '=', ({ selectFrom }) =>
                selectFrom('error_places as any_place')
                  .select(({ fn }) => fn.min('any_place.first_seen').as('first'))
                  .whereRef('any_place.group_id', '=', 'error_groups.id')
                  .where('any_place.environment', '=', environment),
              ),
          ),
        )
        .orderBy('first_seen')
        .limit(limit)
        .execute()
      return rows.map(toGroup)
    },
  }
}
