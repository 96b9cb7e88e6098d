import type { Sample } from '#contract/console.ts'
import type { SampleDeps } from './deps.ts'
import type { Memory, SampleMemory } from './memory.ts'
import { guiltyRelease, releaseKey } from './plans/releases.ts'
import type { Traffic } from './traffic.ts'

const LOOK_MS = 2000
/** Without an error for this long, while at least so many pages were answered, it has stopped. */
const QUIET_MS = 20_000
const QUIET_ANSWERS = 10
/** As many failures as a newcomer may find in a list and open. */
const RECENT = 200

const { service, environment } = guiltyRelease
const stepCodes = ['paste', 'culprit', 'rollback', 'stopped'] as const

type Deps = Pick<SampleDeps, 'live' | 'errors' | 'clock' | 'log'> & {
  memory: SampleMemory
  traffic: Pick<Traffic, 'goodSince'>
  changed: () => void
}

/** The newcomer's path, ticked off by what really happened. */
export interface Guide {
  steps(): Sample['steps']
  noteOpened(traceId: string): Promise<void>
  noteVerdict(environment: string): Promise<void>
  /** One look at what happened since the last one. */
  look(): Promise<void>
  /** Looks again and again until every step is done or the signal is aborted. */
  follow(signal: AbortSignal): Promise<void>
}

export const createGuide = ({ live, errors, clock, log, memory, traffic, changed }: Deps): Guide => {
  /** Newest failures of the service that the guilty release is of. */
  const failures = async () => (await errors.events({ service, environment, position: 0, limit: RECENT })).items

  const update = async (change: Partial<Memory>): Promise<void> => {
    await memory.update(change)
    changed()
  }

  const tick = async (code: keyof Memory['steps'], at = clock.now()): Promise<void> => {
    const now = memory.get()
    if (now === null || now.failing === null || now.steps[code] !== undefined) return
    await update({ steps: { ...now.steps, [code]: at } })
  }

  const findFailing = async (number: number): Promise<void> => {
    const switched = (await live.switches({ service, environment })).find((change) => change.number === number)
    if (switched === undefined) return
    const newest = (await failures()).find(({ at, traceId }) => at >= switched.at && traceId !== null)
    if (newest?.traceId) await update({ failing: { traceId: newest.traceId, group: newest.group } })
  }

  /** Quiet counts from the rollback, or from the last error after it; a newer switch is another story. */
  const lookForQuiet = async (): Promise<void> => {
    const newest = (await live.switches({ service, environment })).at(-1)
    if (newest?.kind !== 'rollback') return
    const lastError = (await failures())[0]?.at ?? 0
    const quietFrom = Math.max(newest.at, lastError)
    if (clock.now() - quietFrom >= QUIET_MS && traffic.goodSince(quietFrom) >= QUIET_ANSWERS) await tick('stopped')
  }

  const look = async (): Promise<void> => {
    const now = memory.get()
    const guilty = now?.deployments[releaseKey(guiltyRelease)]
    if (now === null || guilty === undefined) return
    if (now.failing === null) await findFailing(guilty.number)
    if (now.steps.rollback === undefined) {
      const rollback = (await live.switches({ service, environment })).find(({ kind }) => kind === 'rollback')
      if (rollback !== undefined) await tick('rollback', rollback.at)
    } else if (now.steps.stopped === undefined) await lookForQuiet()
  }

  const hrefs = ({ failing, deployments }: Memory): Record<(typeof stepCodes)[number], string | null> => {
    const number = deployments[releaseKey(guiltyRelease)]?.number
    const error = failing === null ? null : `/e/${failing.group}?env=${environment}`
    return {
      paste: failing === null ? null : `/t/${failing.traceId}`,
      culprit: error,
      rollback: number === undefined ? null : `/releases/${service}/${environment}/${number}`,
      stopped: error,
    }
  }

  return {
    steps() {
      const now = memory.get()
      if (now === null) return []
      const href = hrefs(now)
      return stepCodes.map((code) => ({ code, doneAt: now.steps[code] ?? null, href: href[code] }))
    },
    async noteOpened(traceId) {
      const shown = memory.get()?.failing
      if (!shown || memory.get()?.steps.paste !== undefined) return
      if (shown.traceId === traceId || (await failures()).some((failing) => failing.traceId === traceId)) await tick('paste')
    },
    async noteVerdict(opened) {
      if (opened === environment) await tick('culprit')
    },
    look,
    async follow(signal) {
      while (!signal.aborted && stepCodes.some((code) => memory.get()?.steps[code] === undefined)) {
        await look().catch((error: unknown) => log.warn({ err: error }, 'could not look at what happened to the sample'))
        await clock.sleep(LOOK_MS, signal)
      }
    },
  }
}
