import type { StageName } from '#contract/deployment.ts'
import type { Database } from './database.ts'

export interface JournalEntry {
  deployment: string
  stage: StageName
  phase: 'begin' | 'end' | 'failed' | 'undone'
  at: number
  /** What a restarted console must know to finish or undo the stage. */
  detail: Record<string, unknown>
}

/** Write-ahead: a row before each side effect of a deployment and one after it. */
export interface Journal {
  append(entry: JournalEntry): Promise<void>
  of(deployment: string): Promise<JournalEntry[]>
  remove(deployments: readonly string[]): Promise<void>
}

export const createJournal = (db: Database): Journal => ({
  async append({ deployment, stage, phase, at, detail }) {
    await db
      .insertInto('journal')
      .values({ deployment, stage, phase, at, detail_json: JSON.stringify(detail) })
      .execute()
  },
  async of(deployment) {
    const rows = await db.selectFrom('journal').selectAll().where('deployment', '=', deployment).orderBy('seq').execute()
    return rows.map((row) => ({
      deployment: row.deployment,
      stage: row.stage as StageName,
      phase: row.phase as JournalEntry['phase'],
      at: row.at,
      detail: JSON.parse(row.detail_json),
    }))
  },
  async remove(deployments) {
    if (deployments.length > 0) await db.deleteFrom('journal').where('deployment', 'in', deployments).execute()
  },
})
