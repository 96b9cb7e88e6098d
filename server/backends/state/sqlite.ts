import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '#contract/errors.ts'
import type { State } from './port.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

/**
 * The embedded state database. `synchronous=FULL` with a write-ahead log: what is committed survives a power cut, which is
 * what "acknowledged" means for a deployment.
 */
export const openSqliteState = (path: string): State => {
  const database = open(path)
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

const settings =
  'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY'

/** What is remembered cannot be made again, so a damaged file is never replaced: the person decides. */
const open = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: 5000 })
  try {
    database.exec(settings)
    database.prepare('select count(*) from sqlite_schema').get()
    return database
  } catch (error) {
    database.close()
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError(
      'conflict',
      `The state database ${path} cannot be read: ${reason}. Nothing was changed. Put a copy of it back, or move it away to begin anew.`,
      { path, reason },
    )
  }
}
