/** Answers that never change, by key, at most `size` of them: the one used longest ago goes first. A failure is not kept. */
export const createCache = <Value>(size: number): ((key: string, make: () => Promise<Value>) => Promise<Value>) => {
  const kept = new Map<string, Value>()
  return async (key, make) => {
    const known = kept.get(key)
    const value = known ?? (await make())
    kept.delete(key)
    kept.set(key, value)
    for (const oldest of kept.keys()) {
      if (kept.size <= size) break
      kept.delete(oldest)
    }
    return value
  }
}
