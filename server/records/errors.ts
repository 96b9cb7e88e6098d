import { createHash } from 'node:crypto'
import type { Database } from './database.ts'
import { type ErrorReads, errorReads } from './error-reads.ts'
import type { EventRecord, NewGroup } from './error-rows.ts'

export interface Recorded {
  group: string
  /** The group that the event was in before, when it moved. */
  left: string | null
}

export interface Errors extends ErrorReads {
  /** Puts events into their groups. An event that is known already is replaced, and moves when its fingerprint changed. */
  record(entries: readonly { group: NewGroup; event: Omit<EventRecord, 'group'> }[]): Promise<Recorded[]>
  /** Deletes the events of a service in an environment, and the groups left empty. */
  forget(service: string, environment: string): Promise<void>
}

/** Short enough for an address, long enough never to collide (64 bits). */
export const groupId = (fingerprint: string): string => `e${createHash('sha256').update(fingerprint).digest('hex').slice(0, 16)}`

/** Count and interval of a group follow from its events; a group without events goes. */
const recount = async (db: Database, id: string): Promise<void> => {
  const { count, first, last } = await db
    .selectFrom('error_events')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('at').as('first'), fn.max('at').as('last')])
    .where('group_id', '=', id)
    .executeTakeFirstOrThrow()
  if (count === 0) await db.deleteFrom('error_groups').where('id', '=', id).execute()
  else await db.updateTable('error_groups').set({ count, first_seen: first, last_seen: last }).where('id', '=', id).execute()
}

const putGroup = async (db: Database, id: string, group: NewGroup, at: number, added: 0 | 1): Promise<void> => {
  const { grouping, ...words } = group
  await db
    .insertInto('error_groups')
    .values({ id, ...words, grouping_json: JSON.stringify(grouping), first_seen: at, last_seen: at, count: added })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ eb, ref, fn }) => ({
        count: eb(ref('error_groups.count'), '+', added),
        first_seen: fn<number>('min', ['error_groups.first_seen', eb.val(at)]),
        last_seen: fn<number>('max', ['error_groups.last_seen', eb.val(at)]),
      })),
    )
    .execute()
}

const putEvent = async (db: Database, id: string, event: Omit<EventRecord, 'group'>): Promise<void> => {
  const values = {
    group_id: id,
    at: event.at,
    environment: event.environment,
    service: event.service,
    instance: event.instance,
    number: event.number,
    releases_json: JSON.stringify(event.releases),
    endpoint: event.endpoint,
    trace_id: event.traceId,
    span_key: event.spanKey,
    message: event.message,
    stack_json: event.stack === null ? null : JSON.stringify(event.stack),
  }
  await db
    .insertInto('error_events')
    .values({ id: event.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

const recordOne = async (db: Database, group: NewGroup, event: Omit<EventRecord, 'group'>): Promise<Recorded> => {
  const id = groupId(group.fingerprint)
  const known = await db.selectFrom('error_events').select(['group_id', 'at']).where('id', '=', event.id).executeTakeFirst()
  await putGroup(db, id, group, event.at, known?.group_id === id ? 0 : 1)
  await putEvent(db, id, event)
  if (known === undefined) return { group: id, left: null }
  if (known.group_id !== id) {
    await recount(db, known.group_id)
    return { group: id, left: known.group_id }
  }
  if (known.at !== event.at) await recount(db, id)
  return { group: id, left: null }
}

export const createErrors = (db: Database): Errors => ({
  ...errorReads(db),
  record: (entries) =>
    db.transaction().execute(async (transaction) => {
      const recorded: Recorded[] = []
      for (const { group, event } of entries) recorded.push(await recordOne(transaction, group, event))
      return recorded
    }),
  forget: (service, environment) =>
    db.transaction().execute(async (transaction) => {
      const groups = await transaction
        .selectFrom('error_events')
        .select('group_id')
        .distinct()
        .where('service', '=', service)
        .where('environment', '=', environment)
        .execute()
      await transaction.deleteFrom('error_events').where('service', '=', service).where('environment', '=', environment).execute()
      for (const { group_id } of groups) await recount(transaction, group_id)
    }),
})
