import type { Database } from './database.ts'

/** Small facts that outlive a restart: a room's cursor, a flag. The caller says what shape it wrote. */
export interface Marks {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  remove(key: string): Promise<void>
}

export const createMarks = (db: Database): Marks => ({
  async get(key) {
    const row = await db.selectFrom('marks').select('value_json').where('key', '=', key).executeTakeFirst()
    return row === undefined ? undefined : JSON.parse(row.value_json)
  },
  async set(key, value) {
    const value_json = JSON.stringify(value)
    await db
      .insertInto('marks')
      .values({ key, value_json })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value_json }))
      .execute()
  },
  async remove(key) {
    await db.deleteFrom('marks').where('key', '=', key).execute()
  },
})
