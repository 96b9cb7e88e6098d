import type { Part } from '#contract/shared.ts'

/** A source that has not answered by then is shown as unavailable; the rest of the page does not wait for it. */
export const sourceLimitMs = 3000

/** Runs `work` with an end: it is told by its signal, and not waited for when it does not listen. */
export const withLimit = async <Value>(ms: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> => {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(ms)])
  limited.throwIfAborted()
  const ended = Promise.withResolvers<never>()
  const end = (): void => ended.reject(limited.reason)
  limited.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([work(limited), ended.promise])
  } finally {
    limited.removeEventListener('abort', end)
  }
}

export const reasonOf = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${sourceLimitMs / 1000} s`
  return error instanceof Error ? error.message : String(error)
}

/** Asks one source for its share; a failure is a value that says why. `null` means that the source has nothing. */
export const askPart = async <Value>(
  source: string,
  searched: string,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<Value | null>,
): Promise<Part<Value>> => {
  try {
    const value = await withLimit(sourceLimitMs, signal, ask)
    return value === null ? { state: 'empty', source, searched } : { state: 'found', source, value }
  } catch (error) {
    signal.throwIfAborted()
    return { state: 'unavailable', source, reason: reasonOf(error), since: null }
  }
}
