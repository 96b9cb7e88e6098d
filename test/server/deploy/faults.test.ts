import { expect, test } from 'vitest'
import type { DeployDeps } from '../../../server/deploy/run.ts'
import { createDeployWorld, type DeployWorld } from '../../support/deploy-world.ts'

const ports = ['source', 'builder', 'runtime', 'gateway'] as const
const records = ['releases', 'live', 'deployments', 'journal', 'instances', 'audit'] as const
type Part = (typeof ports)[number] | (typeof records)[number]

/** Lets the n-th call to any of these parts fail once, as a full disk does. */
const failing = (parts: readonly Part[], fault: { calls: number; at: number; what: string }) => (deps: DeployDeps) =>
  Object.fromEntries(
    parts.map((part) => [
      part,
      new Proxy(deps[part], {
        get(target, key) {
          const value: unknown = Reflect.get(target, key)
          // A call whose answer is not a promise (following output) fails elsewhere.
          if (typeof value !== 'function' || key === 'output') return value
          return async (...given: unknown[]) => {
            fault.calls += 1
            if (fault.calls === fault.at) {
              fault.what = `${part}.${String(key)}`
              throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
            }
            return value.apply(target, given)
          }
        },
      }),
    ]),
  ) as Partial<DeployDeps>

const expectWell = async (world: DeployWorld, point: string): Promise<void> => {
  const live = await world.deps.live.of('staff', 'test')
  expect(await world.get(), point).toMatchObject({ status: 200, release: `staff/test#${live?.number}` })
  expect(await world.deps.deployments.unfinished(), point).toEqual([])
}

test.each([
  ['ports', ports, ['source.materialise', 'builder.build', 'runtime.start', 'runtime.inspect', 'gateway.switch', 'gateway.traffic']],
  ['records', records, ['releases.create', 'deployments.create', 'journal.append', 'instances.add', 'live.switched', 'audit.add']],
] as const)(
  'whichever call to the %s fails, a deployment ends in a named state and the service answers',
  { timeout: 170_000 },
  async (_, parts, among) => {
    await using world = await createDeployWorld()
    await world.deploy()
    const seen = new Set<string>()
    for (let at = 1; ; at += 1) {
      const fault = { calls: 0, at: 0, what: '' }
      await world.restart(failing(parts, fault))
      fault.calls = 0
      fault.at = at
      const asked = await world.ask().catch((error: unknown) => error)
      await world.deployer.idle()
      const point = `call ${at}: ${fault.what}`
      seen.add(fault.what)
      fault.at = 0
      if (!(asked instanceof Error)) {
        const [newest] = (await world.deps.deployments.list({ limit: 1 })).items
        expect(newest?.status, point).toBeOneOf(['succeeded', 'failed'])
        if (newest?.status === 'failed') expect(newest.cause?.fact.code, point).toBeOneOf(['out_of_space', 'gateway_unavailable'])
      }
      await expectWell(world, point)
      await world.restart()
      await world.deployer.idle()
      await expectWell(world, `restarted after ${point}`)
      const running = (await world.deps.runtime.list(AbortSignal.timeout(2000))).filter(({ state }) => state === 'running')
      expect(running.length, point).toBeLessThanOrEqual(2)
      expect(await world.deps.releases.building(), point).toEqual([])
      if (fault.what === '') break
    }
    expect([...seen]).toEqual(expect.arrayContaining([...among]))
  },
)
