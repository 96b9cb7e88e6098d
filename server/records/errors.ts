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

/** Events of a group in an environment that keep their stack; older ones keep everything else. */
const keptStacks = 200
/** Stacks dropped at once: more than one, so that events which came out of order are caught later. */
const droppedAtOnce = 20

interface Place {
  group: string
  environment: string
  number: number | null
}

const samePlace = (a: Place, b: Place): boolean => a.group === b.group && a.environment === b.environment && a.number === b.number

/** Count and interval of a group follow from its places; a group without one goes. */
const recountGroup = async (db: Database, id: string): Promise<void> => {
  const { count, first, last } = await db
    .selectFrom('error_places')
    .select(({ fn }) => [fn.sum<number | null>('count').as('count'), fn.min('first_seen').as('first'), fn.max('last_seen').as('last')])
    .where('group_id', '=', id)
    .executeTakeFirstOrThrow()
  if (count === null) await db.deleteFrom('error_groups').where('id', '=', id).execute()
  else await db.updateTable('error_groups').set({ count, first_seen: first, last_seen: last }).where('id', '=', id).execute()
}

/** Those of a place follow from its events. */
const recountPlace = async (db: Database, { group, environment, number }: Place): Promise<void> => {
  const { count, first, last } = await db
    .selectFrom('error_events')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('at').as('first'), fn.max('at').as('last')])
    .where('group_id', '=', group)
    .where('environment', '=', environment)
    .where('number', number === null ? 'is' : '=', number)
    .executeTakeFirstOrThrow()
  const key = { group_id: group, environment, number: number ?? 0 }
  await db
    .deleteFrom('error_places')
    .where('group_id', '=', group)
    .where('environment', '=', environment)
    .where('number', '=', key.number)
    .execute()
  if (count > 0)
    await db
      .insertInto('error_places')
      .values({ ...key, count, first_seen: first, last_seen: last })
      .execute()
}

/** The group's words are those of its first event. */
const putGroup = async (db: Database, id: string, { grouping, ...words }: NewGroup, at: number): Promise<void> => {
  await db
    .insertInto('error_groups')
    .values({ id, ...words, grouping_json: JSON.stringify(grouping), first_seen: at, last_seen: at, count: 0 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

const countOne = async (db: Database, { group, environment, number }: Place, at: number): Promise<void> => {
  await db
    .insertInto('error_places')
    .values({ group_id: group, environment, number: number ?? 0, count: 1, first_seen: at, last_seen: at })
    .onConflict((conflict) =>
      conflict.columns(['group_id', 'environment', 'number']).doUpdateSet(({ eb, ref, fn, val }) => ({
        count: eb(ref('error_places.count'), '+', 1),
        first_seen: fn<number>('min', [ref('error_places.first_seen'), val(at)]),
        last_seen: fn<number>('max', [ref('error_places.last_seen'), val(at)]),
      })),
    )
    .execute()
  await db
    .updateTable('error_groups')
    .set(({ eb, ref, fn, val }) => ({
      count: eb(ref('count'), '+', 1),
      first_seen: fn<number>('min', [ref('first_seen'), val(at)]),
      last_seen: fn<number>('max', [ref('last_seen'), val(at)]),
    }))
    .where('id', '=', group)
    .execute()
}

/** A frequent error would fill the disk with copies of one stack. */
const dropOldStacks = async (db: Database, { group, environment }: Place): Promise<void> => {
  const old = db
    .selectFrom('error_events')
    .select('seq')
    .where('group_id', '=', group)
    .where('environment', '=', environment)
    .orderBy('at', 'desc')
    .limit(droppedAtOnce)
    .offset(keptStacks)
  await db.updateTable('error_events').set({ stack_json: null }).where('seq', 'in', old).execute()
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
  const place: Place = { group: groupId(group.fingerprint), environment: event.environment, number: event.number }
  const known = await db
    .selectFrom('error_events')
    .select(['group_id as group', 'environment', 'number', 'at'])
    .where('id', '=', event.id)
    .executeTakeFirst()
  await putGroup(db, place.group, group, event.at)
  await putEvent(db, place.group, event)
  if (known === undefined) {
    await countOne(db, place, event.at)
    await dropOldStacks(db, place)
    return { group: place.group, left: null }
  }
  if (!samePlace(known, place) || known.at !== event.at) {
    await recountPlace(db, known)
    await recountPlace(db, place)
    await recountGroup(db, place.group)
  }
  if (known.group === place.group) return { group: place.group, left: null }
  await recountGroup(db, known.group)
  return { group: place.group, left: known.group }
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
      const places = await transaction
        .selectFrom('error_events')
        .select(['group_id as group', 'environment', 'number'])
        .distinct()
        .where('service', '=', service)
        .where('environment', '=', environment)
        .execute()
      await transaction.deleteFrom('error_events').where('service', '=', service).where('environment', '=', environment).execute()
      for (const place of places) await recountPlace(transaction, place)
      for (const group of new Set(places.map((place) => place.group))) await recountGroup(transaction, group)
    }),
})
