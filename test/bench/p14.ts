import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDeployWorld } from '../support/deploy-world.ts'
import type { Measure } from './run.ts'
import { median } from './statistics.ts'

const rounds = 9

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    request({ host: '127.0.0.1', port, path: '/health' }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
      .on('error', () => resolve(false))
      .end()
  })

const stop = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** The floor: the same program spawned bare, until it answers. */
const bareSpawn = async (folder: string, port: number): Promise<number> => {
  const began = performance.now()
  const child = spawn(process.execPath, ['server.mjs'], { cwd: folder, env: { ...process.env, PORT: String(port) }, stdio: 'ignore' })
  while (!(await answers(port))) await sleep(1)
  const took = performance.now() - began
  await stop(child)
  return took
}

/** P14: a rollback to a release of which only the artifact is there, against a bare spawn of the same program. */
export const measure = async (): Promise<Measure[]> => {
  await using world = await createDeployWorld()
  for (let release = 0; release < 3; release += 1) await world.deploy()
  const took: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    // Of three releases one is live and one is warm: the third has its artifact alone.
    const number = (round % 3) + 1
    bare.push(await bareSpawn(join(world.deps.folder, 'artifacts/staff/test', String(number)), 19_999 - round))
    const clicked = Date.now()
    const ended = await world.rollback(number)
    if (ended.status !== 'succeeded' || ended.firstAnswerAt === null) throw new Error(`The rollback ended ${ended.status}.`)
    took.push(ended.firstAnswerAt - clicked)
  }
  const value = median(took)
  const floor = median(bare)
  return [
    {
      id: 'P14',
      value: Math.round(value),
      unit: 'ms',
      floor: Math.round(floor),
      ratio: value / floor,
      target: '<= 1.3x',
      ok: value / floor <= 1.3,
    },
  ]
}
