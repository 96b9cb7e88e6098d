import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceBranch } from '../../../server/backends/source/port.ts'
import { planHistory } from '../../../server/sample/history.ts'
import { firstReleases, guiltyRelease } from '../../../server/sample/plans/releases.ts'
import { repositoryPlans } from '../../../server/sample/plans/repositories.ts'
import { clashing, guilty, staffBranches } from '../../../server/sample/plans/staff-branches.ts'
import { readBranchFiles, readLayers } from '../../../server/sample/templates.ts'
import { integrate, type SampleRepositories, sampleRepositories } from '../../support/sample-services.ts'

const signal = AbortSignal.timeout(120_000)
const staff = 'staff-service'
const dayMs = 86_400_000

let repositories: SampleRepositories
let branches: SourceBranch[]
beforeAll(async () => {
  repositories = await sampleRepositories()
  await repositories.source.refresh(repositories.of(staff), signal)
  branches = await repositories.source.branches(repositories.of(staff), signal)
})
afterAll(() => repositories[Symbol.asyncDispose]())

const head = (name: string): string => branches.find((branch) => branch.name === name)?.head ?? ''
const pairs = (names: readonly string[]) => names.flatMap((a, index) => names.slice(index + 1).map((b) => [a, b] as const))

describe('the history of staff-service', () => {
  test('has about twenty branches beside a main of fifteen commits', async () => {
    const main = await repositories.source.commitsBetween(repositories.of(staff), [], head('main'), 100, signal)
    expect(main).toHaveLength(15)
    expect(branches.length - 1).toBeGreaterThanOrEqual(20)
  })

  test('was written by at least four people in the last three weeks', () => {
    expect(new Set(branches.map(({ author }) => author)).size).toBeGreaterThanOrEqual(4)
    for (const { authoredAt } of branches) {
      expect(authoredAt).toBeGreaterThan(Date.now() - 22 * dayMs)
      expect(authoredAt).toBeLessThan(Date.now())
    }
  })

  test('names exactly two pairs that clash, the mapper being one of them', async () => {
    const all = pairs(staffBranches.map(({ name }) => name))
    const outcomes = await repositories.source.mergeTrees(
      repositories.of(staff),
      all.map(([a, b]) => ({ ours: head(a), theirs: head(b) })),
      signal,
    )
    const clashes = all.flatMap((pair, index) => {
      const outcome = outcomes[index]
      return outcome && !outcome.clean ? [[...pair, ...outcome.files]] : []
    })
    expect(clashes).toEqual([
      [guilty.name, clashing.name, 'src/staff-mapper.js'],
      ['feature/staff-export-xlsx', 'feature/export-async', 'src/routes/staff-export.js'],
    ])
  })

  test('merges the guilty branch with every harmless one, also those of the same lines', async () => {
    const together = staffBranches.map(({ name }) => name).filter((name) => name !== clashing.name && name !== 'feature/export-async')
    const commit = await integrate(repositories, staff, together)
    const blame = await repositories.source.blame(repositories.of(staff), commit, 'src/staff-mapper.js', 1, 40, signal)
    expect(blame?.find(({ text }) => text.includes('row.department.name'))?.author).toBe('Li Wei')
    expect(new Set(blame?.map(({ author }) => author)).size).toBeGreaterThanOrEqual(4)
  })
})

test.each([...firstReleases, guiltyRelease].filter(({ branches: ticked }) => ticked !== 'all'))(
  'the branches of $service in $environment merge: $branches',
  async ({ service, branches: ticked }) => {
    expect(await integrate(repositories, service, ticked === 'all' ? [] : ticked)).toMatch(/^[0-9a-f]{40}$/)
  },
)

test.each(repositoryPlans)('every commit of $service is younger than its parent', async (plan) => {
  const { commits } = planHistory(plan, await readLayers(plan.layers), await readBranchFiles(plan.service), Date.now())
  for (const { parent, at, files } of commits) {
    expect(files.size).toBeGreaterThan(0)
    if (parent !== null) expect(at).toBeGreaterThan(commits[parent - 1]?.at ?? Number.NaN)
  }
})
