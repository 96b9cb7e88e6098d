const { mkdirSync } = require('node:fs')
const { join } = require('node:path')
const { DatabaseSync } = require('node:sqlite')
const { databaseSpan } = require('./tracing')

/** Opens the database of this environment. Two instances may start at once: one of them seeds, the other waits. */
const openDatabase = (instance, { schema, seed }) => {
  const folder = process.env.DATABASE_FOLDER || 'data'
  mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(join(folder, instance))
  database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal')
  database.exec('begin immediate')
  try {
    database.exec(schema)
    const { user_version: seeded } = database.prepare('pragma user_version').get()
    if (seeded === 0) {
      seed(database)
      database.exec('pragma user_version = 1')
    }
    database.exec('commit')
  } catch (error) {
    database.exec('rollback')
    throw error
  }

  const select = (operation, statement, parameters) =>
    databaseSpan({ operation, instance, statement }, () => database.prepare(statement).all(...parameters))

  return {
    all: (operation, statement, ...parameters) => select(operation, statement, parameters),
    one: (operation, statement, ...parameters) => select(operation, statement, parameters)[0],
    /** Throws when the file cannot be read. */
    check: () => database.prepare('select count(*) from sqlite_schema').get(),
  }
}

module.exports = { openDatabase }
