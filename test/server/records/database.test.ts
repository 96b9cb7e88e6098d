import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqliteState } from '../../../server/backends/state/sqlite.ts'
import { openDatabase } from '../../../server/records/database.ts'
import { createMarks } from '../../../server/records/marks.ts'
import { migrations } from '../../../server/records/migrations.ts'
import { tempFolder } from '../../support/temp-folder.ts'

test('remembers over a restart', async () => {
  await using folder = await tempFolder()
  const path = join(folder.path, 'state.db')
  {
    await using state = openSqliteState(path)
    await createMarks(await openDatabase(state)).set('answer', { of: 42 })
  }
  await using state = openSqliteState(path)
  expect(await createMarks(await openDatabase(state)).get('answer')).toEqual({ of: 42 })
})

test('refuses a database that a newer Culprit wrote, and changes nothing in it', async () => {
  await using folder = await tempFolder()
  const path = join(folder.path, 'state.db')
  await using state = openSqliteState(path)
  await openDatabase(state, [...migrations, { name: 'from-the-future', up: async () => {} }])
  await expect(openDatabase(state)).rejects.toThrow('it was written by a newer version')
  await openDatabase(state, [...migrations, { name: 'from-the-future', up: async () => {} }])
})

test('refuses a damaged database with what to do, and leaves the file as it is', async () => {
  await using folder = await tempFolder()
  const path = join(folder.path, 'state.db')
  await writeFile(path, 'this was a database once '.repeat(400))
  expect(() => openSqliteState(path)).toThrow(/cannot be read: .* Nothing was changed. Put a copy of it back/)
  expect(await readFile(path, 'utf8')).toBe('this was a database once '.repeat(400))
})
