import { Kysely, sql } from 'kysely'
import { AppError } from '#contract/errors.ts'
import type { State } from '../backends/state/port.ts'
import { type Migration, migrations } from './migrations.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** Opens the records of a state database and brings its tables up to date; refuses a database of a newer Culprit. */
export const openDatabase = async (state: State, known: readonly Migration[] = migrations): Promise<Database> => {
  const db = new Kysely<Tables>({ dialect: state.dialect })
  await sql`create table if not exists migrations (number integer primary key, name text not null, at integer not null)`.execute(db)
  const { rows } = await sql<{ number: number }>`select coalesce(max(number), 0) as number from migrations`.execute(db)
  const have = rows[0]?.number ?? 0
  if (have > known.length) {
    throw new AppError(
      'conflict',
      `The state database has ${have} migrations and this Culprit knows ${known.length}: it was written by a newer version. ` +
        'Start that version, or name another data folder with CULPRIT_DATA.',
      { have, known: known.length },
    )
  }
  for (const [index, migration] of known.entries()) {
    if (index < have) continue
    await db.transaction().execute(async (transaction) => {
      await migration.up(transaction as unknown as Kysely<unknown>)
      await sql`insert into migrations (number, name, at) values (${index + 1}, ${migration.name}, ${Date.now()})`.execute(transaction)
    })
  }
  return db
}
