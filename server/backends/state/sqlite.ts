import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { State } from './port.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/**
 * The embedded state database. `synchronous=FULL` with a write-ahead log: what is committed survives a power cut, which is
 * what "acknowledged" means for a deployment.
 */
export const openSqliteState = (path: string): State => {
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY',
  )
  return {
    kind: 'sqlite',
    dialect: sqliteDialect(database),
    async status() {
      const row = database.prepare('select sqlite_version() as version').get()
      return { version: `SQLite ${String(row?.version)}`, address: path, bytes: statSync(path).size }
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close()
    },
  }
}
