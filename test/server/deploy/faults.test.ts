import { expect, test } from 'vitest'
import type { DeployDeps } from '../../../server/deploy/run.ts'
import { createDeployWorld, type DeployWorld } from '../../support/deploy-world.ts'

const ports = ['source', 'builder', 'runtime', 'gateway'] as const
const records = ['releases', 'live', 'deployments', 'journal', 'instances', 'audit'] as const
type Part = (typeof ports)[number] | (typeof records)[number]

/** Counts the calls by name, and lets one of them fail once, as a full disk does. */
interface Fault {
  calls: Map<string, number>
  /** `gateway.switch 1`: the first call to it. */
  at: string | null
}

const failing = (parts: readonly Part[], fault: Fault) => (deps: DeployDeps) =>
  Object.fromEntries(
    parts.map((part) => [
      part,
      new Proxy(deps[part], {
        get(target, key) {
          const value: unknown = Reflect.get(target, key)
          // A call whose answer is not a promise (following output) fails elsewhere.
          if (typeof value !== 'function' || key === 'output') return value
          return async (...given: unknown[]) => {
            const name = `${part}.${String(key)}`
            const count = (fault.calls.get(name) ?? 0) + 1
            fault.calls.set(name, count)
            if (fault.at === `${name} ${count}`) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
            return value.apply(target, given)
          }
        },
      }),
    ]),
  ) as Partial<DeployDeps>

/** The first calls of each kind that one deployment makes. */
const callsOfOne = async (world: DeployWorld, parts: readonly Part[]): Promise<string[]> => {
  const fault: Fault = { calls: new Map(), at: null }
  await world.restart(failing(parts, fault))
  fault.calls.clear()
  expect(await world.deploy()).toMatchObject({ status: 'succeeded', cause: null })
  return [...fault.calls].flatMap(([name, count]) => Array.from({ length: Math.min(count, 20) }, (_, index) => `${name} ${index + 1}`))
}

const expectWell = async (world: DeployWorld, point: string): Promise<void> => {
  const live = await world.deps.live.of('staff', 'test')
  expect(await world.get(), point).toMatchObject({ status: 200, release: `staff/test#${live?.number}` })
  expect(await world.deps.deployments.unfinished(), point).toEqual([])
}

test.each([
  ['ports', ports],
  ['records', records],
] as const)(
  'whichever call to the %s fails, a deployment ends in a named state and the service answers',
  { timeout: 170_000 },
  async (_, parts) => {
    await using world = await createDeployWorld()
    expect(await world.deploy()).toMatchObject({ status: 'succeeded', cause: null })
    const points = await callsOfOne(world, parts)
    expect(points.length).toBeGreaterThan(15)
    for (const point of points) {
      const fault: Fault = { calls: new Map(), at: null }
      await world.restart(failing(parts, fault))
      fault.calls.clear()
      fault.at = point
      const asked = await world.ask().catch((error: unknown) => error)
      await world.deployer.idle()
      fault.at = null
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
    }
  },
)
