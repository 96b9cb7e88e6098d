import { describe, expect, test } from 'vitest'
import { restartDelay } from '../../../server/deploy/supervise.ts'
import { createDeployWorld } from '../../support/deploy-world.ts'

describe('looking after what serves', () => {
  test('starts a crashed instance again, under a new name of the same release', async () => {
    await using world = await createDeployWorld()
    await world.deploy()
    await world.restart()
    await world.get('/crash').catch(() => undefined)
    await expect.poll(async () => (await world.get()).body, { timeout: 10_000 }).toContain('staff-test-r1-2')
    const instances = await world.deps.instances.list({ limit: 10 })
    expect(instances).toMatchObject([
      { name: 'staff-test-r1-2', state: 'ready', serving: true, restarts: 1 },
      { name: 'staff-test-r1-1', state: 'crashed', serving: false, exitCode: 3 },
    ])
    expect((await world.deploy()).status).toBe('succeeded')
  })

  test('gives up on a crash loop, so that its cause is seen', async () => {
    const pauses: number[] = []
    await using world = await createDeployWorld({
      change: ({ clock }) => ({
        clock: {
          now: clock.now,
          sleep: (ms, signal) => {
            if (ms >= 1000) pauses.push(ms)
            return clock.sleep(Math.min(ms, 20), signal)
          },
        },
      }),
    })
    await world.deploy()
    await world.deployer.recover(AbortSignal.timeout(5000))
    await expect
      .poll(
        async () => {
          await world.get('/crash').catch(() => undefined)
          return (await world.deps.instances.list({ states: ['crashed'], limit: 10 })).length
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(5)
    await expect.poll(async () => (await world.get()).status).toBe(503)
    expect((await world.deployer.board())[0]?.instances).toEqual({ ready: 0, wanted: 1 })
    expect(pauses.filter((ms) => ms > 1000)).toEqual([2000, 4000, 8000])
    expect((await world.deploy()).status).toBe('succeeded')
  })

  test.each([
    [[0], 1000],
    [[0, 1000], 2000],
    [[0, 1000, 2000, 3000], 8000],
    [[0, 1000, 2000, 3000, 4000], null],
    [[-400_000, -350_000, 4000], 1000],
  ])('waits longer with each crash within five minutes: %j', (crashes, delay) => {
    expect(restartDelay(crashes, 5000)).toBe(delay)
  })
})
