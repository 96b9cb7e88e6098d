import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createDeployWorld } from '../support/deploy-world.ts'
import type { Measure } from './run.ts'
import { median, quantile } from './statistics.ts'

const rollbacks = 30

/** A program of its own that asks through the gateway all the time and counts what failed. It prints its counts when told to end. */
const load = `
const { request } = require('node:http')
const [port, host] = process.argv.slice(1)
let asked = 0, failed = 0, ending = false
const ask = () => new Promise((done) => {
  asked += 1
  request({ host: '127.0.0.1', port, path: '/', headers: { host } }, (answer) => {
    if (answer.statusCode !== 200) failed += 1
    answer.resume().on('end', done)
  }).on('error', () => { failed += 1; done() }).end()
})
const lane = async () => { while (!ending) { await ask(); await new Promise((done) => setTimeout(done, 10)) } }
const lanes = [lane(), lane(), lane()]
process.stdin.on('data', async () => { ending = true; await Promise.all(lanes); console.log(JSON.stringify({ asked, failed })); process.exit() })
`

const startLoad = (port: number, host: string) => {
  const child = spawn(process.execPath, ['-e', load, String(port), host], { stdio: ['pipe', 'pipe', 'inherit'] })
  return {
    async end(): Promise<{ asked: number; failed: number }> {
      child.stdin.write('end')
      const [line] = await once(child.stdout, 'data')
      return JSON.parse(String(line))
    },
  }
}

/** P12: from the click to the first good answer of a warm release through the gateway, under load. */
export const measure = async (): Promise<Measure[]> => {
  await using world = await createDeployWorld()
  await world.deploy()
  await world.deploy()
  const { port } = world.deps.gateway.address
  const traffic = startLoad(port, 'staff.test.localhost')
  const took: number[] = []
  const bare: number[] = []
  for (let index = 0; index < rollbacks; index += 1) {
    const number = index % 2 === 0 ? 1 : 2
    const clicked = Date.now()
    const ended = await world.rollback(number)
    if (ended.status !== 'succeeded' || ended.firstAnswerAt === null) throw new Error(`The rollback ended ${ended.status}.`)
    took.push(ended.firstAnswerAt - clicked)
    const began = performance.now()
    await world.get('/health')
    bare.push(performance.now() - began)
  }
  const { asked, failed } = await traffic.end()
  const value = quantile(took, 0.95)
  const floor = median(bare)
  return [
    {
      id: 'P12',
      value,
      unit: `ms p95 (p50 ${median(took)}), ${failed} of ${asked} requests failed`,
      floor: Math.round(floor * 10) / 10,
      ratio: value / floor,
      target: '<= 50 ms p95, 0 failed',
      ok: value <= 50 && failed === 0,
    },
  ]
}
