import type { Integration } from '#contract/workspace.ts'
import type { MergeOutcome, Sha, Source } from '../backends/source/port.ts'

export interface Head {
  name: string
  head: Sha
}
type Conflict = Integration['conflicts'][number]

/** Clashes between heads. A pair of commits merges the same way for ever, so a push costs only the pairs of the moved branch. */
export interface Conflicts {
  withBase(repository: string, base: Sha, heads: readonly Head[], signal: AbortSignal): Promise<Conflict[]>
  betweenPairs(repository: string, heads: readonly Head[], signal: AbortSignal): Promise<Conflict[]>
}

/** Files that clash; none means a clean merge. */
type Known = Map<string, string[]>
const capacity = 50_000

export const createConflicts = (source: Pick<Source, 'mergeTrees'>): Conflicts => {
  const known: Known = new Map()

  const remember = (key: string, outcome: MergeOutcome | undefined): void => {
    if (known.size >= capacity) known.clear()
    known.set(key, outcome === undefined || outcome.clean ? [] : outcome.files)
  }

  const clashes = async (
    repository: string,
    pairs: readonly { a: Head; b: { name: string | null; head: Sha } }[],
    signal: AbortSignal,
  ): Promise<Conflict[]> => {
    const keyOf = ({ a, b }: (typeof pairs)[number]): string => `${repository} ${b.head} ${a.head}`
    const unknown = pairs.filter((pair) => !known.has(keyOf(pair)))
    if (unknown.length > 0) {
      const outcomes = await source.mergeTrees(
        repository,
        unknown.map(({ a, b }) => ({ ours: b.head, theirs: a.head })),
        signal,
      )
      for (const [index, pair] of unknown.entries()) remember(keyOf(pair), outcomes[index])
    }
    return pairs.flatMap((pair) => {
      const files = known.get(keyOf(pair)) ?? []
      return files.length === 0 ? [] : [{ a: pair.a.name, b: pair.b.name, files }]
    })
  }

  return {
    withBase: (repository, base, heads, signal) =>
      clashes(
        repository,
        heads.map((a) => ({ a, b: { name: null, head: base } })),
        signal,
      ),
    betweenPairs: (repository, heads, signal) =>
      clashes(
        repository,
        heads.flatMap((a, index) => heads.slice(index + 1).map((b) => ({ a, b }))),
        signal,
      ),
  }
}
