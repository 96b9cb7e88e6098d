import { randomBytes } from 'node:crypto'
import type { Sample } from '#contract/console.ts'
import { unavailable } from '#contract/errors.ts'
import type { SampleDeps } from './deps.ts'
import { createGuide, type Guide } from './guide.ts'
import { type LoadDeps, load, loadSteps, saveWorkspace } from './load.ts'
import { openMemory, type SampleMemory } from './memory.ts'
import { createProgress } from './progress.ts'
import { removalSteps, remove } from './remove.ts'
import { createRollout } from './rollout.ts'
import { createTraffic } from './traffic.ts'

export interface SampleRoom extends Pick<Guide, 'noteOpened' | 'noteVerdict'> {
  /**
   * Loads the sample where there is no workspace, or goes on with one that is loaded, half loaded or half removed. Takes minutes:
   * start it and do not wait. A failure is told by `status` and tried again at the next start.
   */
  loadIfEmpty(signal: AbortSignal): Promise<void>
  status(): Promise<Sample>
  /** Stops and removes all of it, for good. */
  remove(): Promise<void>
  /** Ends the traffic and whatever is under way; what was begun goes on at the next start. */
  close(): Promise<void>
}

type Room = SampleDeps & LoadDeps

const assemble = (deps: SampleDeps, memory: SampleMemory): Room & { status: () => Sample } => {
  const status = (): Sample => {
    const { state, failing } = memory.get() ?? { state: 'removed', failing: null }
    if (state === 'removed') return { state: 'absent', progress: null, traceId: null, steps: [] }
    const shown = progress.failed() ? 'failed' : state
    return { state: shown, progress: progress.get(), traceId: failing?.traceId ?? null, steps: guide.steps() }
  }
  const changed = (): void => deps.announce({ event: 'sample:changed', payload: status() })
  const progress = createProgress(changed)
  const traffic = createTraffic(deps)
  const guide = createGuide({ ...deps, memory, traffic, changed })
  return { ...deps, memory, progress, traffic, guide, rollout: createRollout({ ...deps, memory }), status }
}

/** Is there a sample to work on? Where nothing was ever set up, one begins. */
const begin = async ({ memory, workspace }: Room): Promise<boolean> => {
  const state = memory.get()?.state
  if (state !== undefined) return state !== 'removed'
  if ((await workspace.services()).length > 0 || (await workspace.environments()).length > 0) return false
  await memory.update({ state: 'loading' })
  return true
}

/** Runs a long piece of work. What goes wrong is kept for the reader; an end that was asked for is none. */
const attempt = async ({ progress, clock, log }: Room, steps: number, work: () => Promise<void>, signal: AbortSignal): Promise<void> => {
  progress.begin(steps, clock.now())
  try {
    await work()
    progress.end()
  } catch (error) {
    if (signal.aborted) return
    log.error({ err: error }, 'the sample workspace could not be loaded or removed')
    progress.fail(error instanceof Error ? error.message : String(error))
  }
}

/** The sample workspace of the first run: everything in it goes through the same pipeline as the work of a real team. */
export const createSample = async (deps: SampleDeps): Promise<SampleRoom> => {
  const memory = await openMemory(deps.marks, () => ({ run: randomBytes(4).toString('hex'), startedAt: deps.clock.now() }))
  const room = assemble(deps, memory)
  const { guide, traffic, progress } = room
  const closing = new AbortController()
  const leaving = new AbortController()
  let loading: Promise<void> = Promise.resolve()
  let following: Promise<void> = Promise.resolve()
  let removing: Promise<void> | null = null

  const present = async (signal: AbortSignal): Promise<void> => {
    if (memory.get()?.state === 'loading') {
      await attempt(room, loadSteps, () => load(room, signal), signal)
    } else {
      const kept = (error: unknown) => deps.log.warn({ err: error }, 'the sample keeps the addresses of the last start')
      await saveWorkspace(room).catch(kept)
    }
    if (signal.aborted || progress.failed()) return
    traffic.start()
    following = guide.follow(signal)
  }

  const removeAll = async (): Promise<void> => {
    leaving.abort()
    await memory.update({ state: 'removing' })
    await loading
    await Promise.all([following, traffic.close()])
    await attempt(room, removalSteps, () => remove(room, closing.signal), closing.signal)
  }
  const beginRemoval = (): Promise<void> => {
    removing ??= removeAll().finally(() => {
      removing = null
    })
    return removing
  }

  return {
    noteOpened: guide.noteOpened,
    noteVerdict: guide.noteVerdict,
    async loadIfEmpty(signal) {
      if (!(await begin(room))) return
      if (memory.get()?.state === 'removing') return beginRemoval()
      loading = present(AbortSignal.any([signal, closing.signal, leaving.signal]))
      await loading
    },
    status: async () => room.status(),
    async remove() {
      if (room.status().state === 'absent') return
      await beginRemoval()
      if (progress.failed()) throw unavailable('The sample could not be removed completely; its state says why. Try again.')
    },
    async close() {
      closing.abort()
      await loading
      await Promise.all([following, removing, traffic.close()])
    },
  }
}
