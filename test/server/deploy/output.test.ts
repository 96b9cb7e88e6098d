import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Announcement } from '#contract/socket.ts'
import { systemClock } from '#lib/clock.ts'
import { openOutput, readOutput } from '../../../server/deploy/output.ts'

const world = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-output-'))
  const path = join(folder, 'output/d1')
  const announced: Announcement[] = []
  const announce = (announcement: Announcement): number => announced.push(announcement)
  const open = () => openOutput('d1', path, { announce, clock: systemClock, failed: (error) => expect.fail(String(error)) })
  return { path, announced, open, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

test('goes on after a crash where the whole records end, and keeps the numbers', async () => {
  await using output = await world()
  const first = await output.open()
  first.print('build', 'one')
  first.print('build', 'two')
  await first.close()
  await appendFile(output.path, '[1,"build","torn')
  const second = await output.open()
  second.print('build', 'three')
  await second.close()
  expect((await readOutput(output.path, 0, 10)).items.map(({ no, text }) => `${no} ${text}`)).toEqual(['1 one', '2 two', '3 three'])
})

test('is read in pages, and cannot be torn by line feeds or control characters in a line', async () => {
  await using output = await world()
  const one = await output.open()
  for (const text of ['a\nb', '\u001b[31mred', '</script>', '中文']) one.print('build', text)
  await one.close()
  const page = await readOutput(output.path, 1, 2)
  expect(page.items.map(({ no, text }) => [no, text])).toEqual([
    [2, '\u001b[31mred'],
    [3, '</script>'],
  ])
  expect(page).toMatchObject({ next: '3', total: 4, skipped: 0 })
  expect(await readOutput(join(output.path, 'none'), 0, 10)).toEqual({ items: [], next: null, total: 0, skipped: 0 })
})

test('cuts a line that never ends, and tells in batches what it kept', async () => {
  await using output = await world()
  const one = await output.open()
  one.print('build', 'x'.repeat(100_000))
  for (let line = 0; line < 500; line += 1) one.print('build', `line ${line}`)
  await one.close()
  const [first] = (await readOutput(output.path, 0, 1)).items
  expect(first?.text).toMatch(/^x{16000}… \(84000 characters cut\)$/)
  expect(output.announced).toHaveLength(1)
  expect(output.announced[0]?.payload).toMatchObject({ id: 'd1', total: 501, skipped: 0 })
})
