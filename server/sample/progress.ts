import type { Sample } from '#contract/console.ts'
import type { Fact } from '#contract/shared.ts'

/** How far a long piece of work is; `changed` is called after every change. */
export interface Progress {
  get(): Sample['progress']
  failed(): boolean
  begin(of: number, startedAt: number): void
  /** Runs one step, shown while it runs and counted when it ends well. */
  step<Value>(fact: Fact, run: () => Promise<Value>): Promise<Value>
  /** Replaces what is shown, without counting. */
  show(fact: Fact): void
  /** What failed stays on show until it is begun again. */
  fail(reason: string): void
  end(): void
}

export const createProgress = (changed: () => void): Progress => {
  let progress: Sample['progress'] = null
  let failed = false

  const set = (next: Sample['progress'], hasFailed = failed): void => {
    progress = next
    failed = hasFailed
    changed()
  }
  const show = (step: Fact): void => set(progress && { ...progress, step })

  return {
    get: () => progress,
    failed: () => failed,
    begin: (of, startedAt) => set({ done: 0, of, step: null, startedAt }, false),
    async step(fact, run) {
      show(fact)
      const value = await run()
      set(progress && { ...progress, done: progress.done + 1 })
      return value
    },
    show,
    fail: (reason) => set(progress && { ...progress, step: { code: 'sample.failed', params: { reason } } }, true),
    end: () => set(null, false),
  }
}
