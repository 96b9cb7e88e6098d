/**
 * Answers about pairs of commits, which never change. Bounded by forgetting the oldest, and by age, since a merged tree that
 * nothing refers to is deleted by git some days later.
 */
export interface AnswerCache<Answer> {
  /** Answers in the order of the keys; `compute` is asked once for those that are not known. */
  all<Key>(
    keys: readonly Key[],
    nameOf: (key: Key) => string,
    compute: (missing: readonly Key[]) => Promise<readonly Answer[]>,
  ): Promise<Answer[]>
}

export const createAnswerCache = <Answer>(capacity: number, maxAgeMs: number, now: () => number): AnswerCache<Answer> => {
  const known = new Map<string, { answer: Answer; at: number }>()

  return {
    async all(keys, nameOf, compute) {
      const fresh = new Map<string, Answer>()
      const missing = new Map<string, (typeof keys)[number]>()
      for (const key of keys) {
        const name = nameOf(key)
        const found = known.get(name)
        if (found !== undefined && now() - found.at < maxAgeMs) fresh.set(name, found.answer)
        else missing.set(name, key)
      }
      if (missing.size > 0) {
        const answers = await compute([...missing.values()])
        for (const [index, name] of [...missing.keys()].entries()) {
          const answer = answers[index]
          if (answer === undefined) continue
          fresh.set(name, answer)
          known.delete(name)
          known.set(name, { answer, at: now() })
        }
      }
      for (const name of known.keys()) {
        if (known.size <= capacity) break
        known.delete(name)
      }
      return keys.flatMap((key) => fresh.get(nameOf(key)) ?? [])
    },
  }
}
