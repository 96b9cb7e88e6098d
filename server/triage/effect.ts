import type { RouteAnswer } from '#contract/routes.ts'
import type { TriageDeps } from './deps.ts'
import { viewGroups } from './errors/list.ts'
import { liveIntervals } from './identity.ts'

type Effect = RouteAnswer<'release'>['effect']
type Deps = Pick<TriageDeps, 'errors' | 'exposure' | 'live' | 'clock'>

const minuteMs = 60_000
const maxNewErrors = 50

/** Requests and errors of a service since a moment (epoch ms, rounded down to the minute, as requests are counted by it). */
export const ratesOf =
  ({ errors, exposure }: Pick<TriageDeps, 'errors' | 'exposure'>) =>
  async (service: string, environment: string, since: number): Promise<{ requests: number; errors: number }> => {
    const from = Math.floor(since / minuteMs) * minuteMs
    const [exercised, failures] = await Promise.all([
      exposure.total({ service, environment, from }),
      errors.count({ service, environment, from }),
    ])
    return { requests: exercised.requests, errors: failures }
  }

const nothing = { requests: 0, errors: 0, minutes: 0 }

/** What a release did to errors: itself against the release that it replaced, and the errors that began with it. */
export const effectOf =
  (deps: Deps) =>
  async (service: string, environment: string, number: number): Promise<Effect> => {
    const { errors, exposure, live, clock } = deps
    const switches = await live.switches({ service, environment })
    const intervals = liveIntervals(switches)
    const measure = async (release: number): Promise<Effect['since']> => {
      const { requests } = await exposure.total({ service, environment, number: release })
      const lived = intervals
        .filter((interval) => interval.number === release)
        .reduce((sum, { from, to }) => sum + (to ?? clock.now()) - from, 0)
      return {
        requests,
        errors: await errors.count({ service, environment, number: release }),
        minutes: Math.round((lived / minuteMs) * 10) / 10,
      }
    }
    const replaced = switches.find((one) => one.number === number)?.from ?? null
    const began = await errors.firstSeenUnder(service, environment, number, maxNewErrors)
    return {
      before: replaced === null ? nothing : await measure(replaced),
      since: await measure(number),
      newErrors: await viewGroups(deps, began),
    }
  }
