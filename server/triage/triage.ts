import { createCode, sourceAt } from './code.ts'
import type { TriageDeps } from './deps.ts'
import { effectOf, ratesOf } from './effect.ts'
import { errorDetail, errorEvents } from './errors/detail.ts'
import { listErrors } from './errors/list.ts'
import { evidence } from './evidence.ts'
import { resolve } from './resolve/lookup.ts'
import { listTraces } from './traces.ts'
import { verdictOf } from './verdict/verdict.ts'
import { createWatch, usualTimes, type WatchTimes } from './watch.ts'

/** Answers about what went wrong, and keeps the errors up to date. */
export interface Triage {
  resolve: ReturnType<typeof resolve>
  traces: ReturnType<typeof listTraces>
  evidence: ReturnType<typeof evidence>
  errors: ReturnType<typeof listErrors>
  error: ReturnType<typeof errorDetail>
  events: ReturnType<typeof errorEvents>
  verdict: ReturnType<typeof verdictOf>
  sourceAt: ReturnType<typeof sourceAt>
  rates: ReturnType<typeof ratesOf>
  effect: ReturnType<typeof effectOf>
  /** Reads the stores until the signal is aborted. */
  watch(signal: AbortSignal): Promise<void>
  /** Resolves when all that the stores hold now has been judged; `watch` must be running. */
  caughtUp(): Promise<void>
}

export const createTriage = (deps: TriageDeps, times: WatchTimes = usualTimes): Triage => {
  const code = createCode(deps)
  const watch = createWatch(deps, code, times)
  return {
    resolve: resolve(deps),
    traces: listTraces(deps),
    evidence: evidence(deps, code),
    errors: listErrors(deps),
    error: errorDetail(deps),
    events: errorEvents(deps, code),
    verdict: verdictOf(deps, code),
    sourceAt: sourceAt(code),
    rates: ratesOf(deps),
    effect: effectOf(deps),
    watch: watch.run,
    caughtUp: watch.caughtUp,
  }
}
