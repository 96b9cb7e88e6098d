import type { OutputLine } from '#contract/deployment.ts'
import type { Clock } from '#lib/clock.ts'

/** Between two looks at an output that grows, and before a line that was announced is looked for again. */
const pauseMs = 50
const patienceMs = 200
const mostLooks = 25

export interface OutputPage {
  lines: OutputLine[]
  total: number
  skipped: number
}
/** Lines of a deployment after a number, at most a page of them; null where there is no such deployment. */
export type DeploymentOutput = (id: string, after: number) => Promise<OutputPage | null>

export interface Watch {
  /** Lines up to this number are there. */
  wake(total: number): void
}

/**
 * Brings the output of one deployment to one browser from a line on. The kept output is the one source, for the lines above as
 * for those to come, so that none is lost or doubled in between; what is announced only says when to look. It never runs
 * ahead of what the browser takes.
 */
export const watchDeployment = (
  deps: {
    output: DeploymentOutput
    send(page: OutputPage): void
    /** Resolves when what was sent before has left for the browser. */
    taken(): Promise<void>
    clock: Clock
  },
  id: string,
  afterLine: number,
  signal: AbortSignal,
): Watch & { done: Promise<void> } => {
  const { output, send, taken, clock } = deps
  let cursor = afterLine
  let announced = afterLine
  let wake = (): void => {}

  const woken = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
    })

  const follow = async (): Promise<void> => {
    const release = (): void => wake()
    signal.addEventListener('abort', release)
    let isFirst = true
    let looks = 0
    while (!signal.aborted) {
      await taken()
      const page = await output(id, cursor)
      if (page === null || signal.aborted) return
      const last = page.lines.at(-1)
      if (last !== undefined || isFirst) send(page)
      isFirst = false
      cursor = last?.no ?? cursor
      looks = last === undefined ? looks + 1 : 0
      if (last !== undefined) await clock.sleep(pauseMs, signal)
      else if (announced > cursor && looks < mostLooks) await clock.sleep(patienceMs, signal)
      else await woken()
    }
  }

  return {
    wake(total) {
      announced = Math.max(announced, total)
      wake()
    },
    done: follow(),
  }
}
