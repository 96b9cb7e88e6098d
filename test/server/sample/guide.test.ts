import { expect, test, vi } from 'vitest'
import type { Sample } from '../../../server/contract/console.ts'
import { createSample, type SampleRoom } from '../../../server/sample/sample.ts'
import { recordFailure, type SampleStage, sampleStage } from '../../support/sample-room.ts'

const open = async (stage: SampleStage): Promise<SampleRoom & AsyncDisposable> => {
  const sample = await createSample(stage.deps)
  return Object.assign(sample, { [Symbol.asyncDispose]: () => sample.close() })
}
const done = ({ steps }: Sample): string[] => steps.filter(({ doneAt }) => doneAt !== null).map(({ code }) => code)

const rollBack = ({ deps }: SampleStage): Promise<void> =>
  deps.live.switched({
    service: 'staff-service',
    environment: 'prod',
    number: 1,
    from: 2,
    kind: 'rollback',
    deployment: 'by-hand',
    at: deps.clock.now(),
    generation: 3,
  })

test('ticks off what the newcomer really did, and the end of the errors when it is there', async () => {
  await using stage = await sampleStage()
  await using sample = await open(stage)
  await sample.loadIfEmpty(new AbortController().signal)
  const { traceId } = await sample.status()
  expect(done(await sample.status())).toEqual([])

  await sample.noteOpened('another-trace')
  await sample.noteVerdict('test')
  expect(done(await sample.status())).toEqual([])
  await sample.noteOpened(traceId ?? '')
  await sample.noteVerdict('prod')
  expect(done(await sample.status())).toEqual(['paste', 'culprit'])

  await rollBack(stage)
  await vi.waitUntil(async () => done(await sample.status()).includes('rollback'), { timeout: 5000 })
  await vi.waitUntil(async () => done(await sample.status()).includes('stopped'), { timeout: 5000 })
  expect(stage.announced.at(-1)?.steps.every(({ doneAt }) => doneAt !== null)).toBe(true)
})

test('does not say that errors stopped while they go on', async () => {
  await using stage = await sampleStage()
  await using sample = await open(stage)
  await sample.loadIfEmpty(new AbortController().signal)
  await rollBack(stage)
  const failing = setInterval(() => void recordFailure(stage.deps, `still-${stage.deps.clock.now()}`), 50)
  await vi.waitUntil(async () => done(await sample.status()).includes('rollback'), { timeout: 5000 })
  const rolledBackAt = stage.deps.clock.now()
  await vi.waitUntil(() => stage.deps.clock.now() - rolledBackAt > 40_000, { timeout: 5000 })
  expect(done(await sample.status())).not.toContain('stopped')
  clearInterval(failing)
  await vi.waitUntil(async () => done(await sample.status()).includes('stopped'), { timeout: 5000 })
})

test('remembers what was done over a restart', async () => {
  await using stage = await sampleStage()
  const signal = new AbortController().signal
  {
    await using sample = await open(stage)
    await sample.loadIfEmpty(signal)
    await sample.noteOpened((await sample.status()).traceId ?? '')
  }
  await using sample = await open(stage)
  await sample.loadIfEmpty(signal)
  expect(await sample.status()).toMatchObject({ state: 'ready', progress: null })
  expect(done(await sample.status())).toEqual(['paste'])
})
