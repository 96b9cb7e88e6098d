import type { Database } from './database.ts'

/** Who did what, and when. Rows are only ever added. */
export interface Audit {
  add(entry: { who: string; action: string; subject: string; detail?: Record<string, unknown> }): Promise<void>
}

export const createAudit = (db: Database): Audit => ({
  async add({ who, action, subject, detail = {} }) {
    await db
      .insertInto('audit')
      .values({ at: Date.now(), who, action, subject, detail_json: JSON.stringify(detail) })
      .execute()
  },
})
