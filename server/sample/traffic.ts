import { request } from 'node:http'
import type { Logger } from 'pino'
import type { Clock } from '#lib/clock.ts'

const PERIOD_MS = 330
const MOST_IN_FLIGHT = 4
const TIMEOUT_MS = 10_000
const REMEMBERED = 500
const PAGES = 20

interface Target {
  /** Out of the sum of all weights. */
  weight: number
  service: string
  environment: string
  path: (random: () => number) => string
}

const staffPage = (pages: number) => (random: () => number) => `/dict/default/staff?page=${1 + Math.floor(random() * pages)}`

/** PRE sees the first pages alone: smoke tests there use a handful of records, and so miss what others hit. */
const targets: readonly Target[] = [
  { weight: 60, service: 'dict-web', environment: 'prod', path: staffPage(PAGES) },
  { weight: 6, service: 'dict-web', environment: 'prod', path: () => '/dict/default/departments' },
  { weight: 8, service: 'order-service', environment: 'prod', path: () => '/orders/summary' },
  { weight: 10, service: 'dict-web', environment: 'test', path: staffPage(PAGES) },
  { weight: 4, service: 'order-service', environment: 'test', path: () => '/orders/summary' },
  { weight: 6, service: 'dict-web', environment: 'dev', path: staffPage(PAGES) },
  { weight: 6, service: 'dict-web', environment: 'pre', path: staffPage(3) },
]

const pick = (random: () => number): Target | undefined => {
  let left = random() * targets.reduce((sum, target) => sum + target.weight, 0)
  return targets.find((target) => {
    left -= target.weight
    return left < 0
  })
}

export interface Traffic {
  /** Begins the trickle of about three requests a second. */
  start(): void
  /** Asks PROD for pages of people, `count` in all, one after the other; tells of each. */
  exercise(count: number, done: (sent: number) => void, signal: AbortSignal): Promise<void>
  /** Pages of people that PROD answered well after `time`. */
  goodSince(time: number): number
  /** Ends the trickle; resolves when no request is under way. */
  close(): Promise<void>
}

interface Deps {
  gateway: { address: { host: string; port: number } }
  clock: Clock
  log: Logger
  random?: () => number
}

/** Requests of imagined users, to the gateway on this machine and nowhere else. */
export const createTraffic = ({ gateway, clock, log, random = Math.random }: Deps): Traffic => {
  const stop = new AbortController()
  const underWay = new Set<Promise<void>>()
  const good: number[] = []
  let trickle: Promise<void> | null = null

  const status = (host: string, path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const { port } = gateway.address
      const headers = { host: `${host}:${port}`, 'user-agent': 'culprit-sample' }
      const sent = request({ host: '127.0.0.1', port, path, headers, agent: false, timeout: TIMEOUT_MS }, (response) => {
        response.resume()
        response.on('error', reject)
        response.on('end', () => resolve(response.statusCode ?? 0))
      })
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')))
      sent.on('error', reject)
      sent.end()
    })

  const ask = async (service: string, environment: string, path: string): Promise<void> => {
    try {
      const answered = await status(`${service}.${environment}.localhost`, path)
      if (answered !== 200 || environment !== 'prod' || !path.startsWith('/dict/default/staff')) return
      good.push(clock.now())
      if (good.length > REMEMBERED) good.shift()
    } catch (error) {
      log.debug({ err: error, service, environment }, 'a request of the sample traffic failed')
    }
  }

  const flow = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const target = underWay.size < MOST_IN_FLIGHT ? pick(random) : undefined
      if (target !== undefined) {
        const asked = ask(target.service, target.environment, target.path(random))
        underWay.add(asked)
        void asked.finally(() => underWay.delete(asked))
      }
      await clock.sleep(PERIOD_MS * (0.5 + random()), stop.signal)
    }
  }

  return {
    start() {
      trickle ??= flow()
    },
    async exercise(count, done, signal) {
      for (let sent = 1; sent <= count; sent += 1) {
        signal.throwIfAborted()
        await ask('dict-web', 'prod', `/dict/default/staff?page=${1 + (sent % PAGES)}`)
        done(sent)
        await clock.sleep(50, signal)
      }
    },
    goodSince: (time) => good.filter((at) => at > time).length,
    async close() {
      stop.abort()
      await trickle
      await Promise.all(underWay)
    },
  }
}
