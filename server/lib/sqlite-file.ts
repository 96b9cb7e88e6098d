import { renameSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** A file that a later version of this program wrote: to read it anyway could damage it. */
export class NewerFileError extends Error {
  override name = 'NewerFileError'
}

class DamagedFileError extends Error {
  override name = 'DamagedFileError'
}

export interface StoreFile {
  database: DatabaseSync
  /** Where a damaged file was moved before this one was begun, or null. */
  movedTo: string | null
}

export interface Schema {
  /** Kept in `user_version`. */
  version: number
  /** Begins an empty file; `seed` is greater than any row id that a lost file can have held. */
  create: (database: DatabaseSync, seed: number) => void
  /** Statements for each opening, such as pragmas. */
  tune: string
  /** A query that fails where a table cannot be used. */
  probe: string
}

const errorCode = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
export const isDamage = (error: unknown): boolean => error instanceof DamagedFileError || [11, 26].includes(errorCode(error))
/** SQLITE_FULL. */
export const isFull = (error: unknown): boolean => errorCode(error) === 13

const isSound = (database: DatabaseSync): boolean => {
  try {
    return database.prepare('pragma quick_check(1)').get()?.quick_check === 'ok'
  } catch {
    return false
  }
}

/** A damaged page can show itself as any error; the whole file is read only when there is one. */
const probe = (database: DatabaseSync, sql: string): void => {
  try {
    database.exec(sql)
  } catch (error) {
    throw isSound(database) ? error : new DamagedFileError('The file is damaged.', { cause: error })
  }
}

const open = (path: string, schema: Schema, seed: number): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: 5000 })
  try {
    database.exec(`pragma journal_mode=wal; pragma synchronous=normal; ${schema.tune}`)
    const version = Number(database.prepare('pragma user_version').get()?.user_version)
    if (version > schema.version)
      throw new NewerFileError(`${path} was written by a newer version (schema ${version}; this one knows ${schema.version}).`)
    if (version === 0) {
      database.exec('begin immediate')
      schema.create(database, seed)
      database.exec(`pragma user_version=${schema.version}; commit`)
    }
    probe(database, schema.probe)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const moveAside = (path: string): string => {
  const target = `${path}.corrupt-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  renameSync(path, target)
  for (const suffix of ['-wal', '-shm']) {
    try {
      renameSync(`${path}${suffix}`, `${target}${suffix}`)
    } catch {
      // There is none: the file was closed in good order.
    }
  }
  return target
}

/** Keeps the file aside and begins an empty one in its place. Whoever has it open closes it first. */
export const replaceStoreFile = (path: string, schema: Schema): StoreFile => {
  const movedTo = moveAside(path)
  return { database: open(path, schema, Date.now() * 1000), movedTo }
}

/** Opens a store that may be lost without harm to the rest: a damaged file is replaced. */
export const openStoreFile = (path: string, schema: Schema): StoreFile => {
  try {
    return { database: open(path, schema, 0), movedTo: null }
  } catch (error) {
    if (!isDamage(error)) throw error
    return replaceStoreFile(path, schema)
  }
}

/** Bytes in use; pages that deleted rows gave back are counted as free, for they are used again. */
export const usedBytes = (database: DatabaseSync): number => {
  const pragma = (name: string): number => Number(database.prepare(`pragma ${name}`).get()?.[name] ?? 0)
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size')
}

/** Runs `work` in one transaction; what it throws undoes all of it. */
export const transaction = <Value>(database: DatabaseSync, work: () => Value): Value => {
  database.exec('begin immediate')
  try {
    const value = work()
    database.exec('commit')
    return value
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}
