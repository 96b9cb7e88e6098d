import type { Integration } from '#contract/workspace.ts'
import type { Sha, Source } from '../backends/source/port.ts'

export interface Head {
  name: string
  head: Sha
}
type Conflict = Integration['conflicts'][number]

/** Those pairs that do not merge, with the files; all are asked in one call, and `b` may be the base, which has no name here. */
const clashes = async (
  source: Pick<Source, 'mergeTrees'>,
  repository: string,
  pairs: readonly { a: Head; b: { name: string | null; head: Sha } }[],
  signal: AbortSignal,
): Promise<Conflict[]> => {
  if (pairs.length === 0) return []
  const outcomes = await source.mergeTrees(
    repository,
    pairs.map(({ a, b }) => ({ ours: b.head, theirs: a.head })),
    signal,
  )
  return pairs.flatMap(({ a, b }, index) => {
    const outcome = outcomes[index]
    return outcome === undefined || outcome.clean ? [] : [{ a: a.name, b: b.name, files: outcome.files }]
  })
}

export const conflictsWithBase = (
  source: Pick<Source, 'mergeTrees'>,
  repository: string,
  base: Sha,
  heads: readonly Head[],
  signal: AbortSignal,
): Promise<Conflict[]> =>
  clashes(
    source,
    repository,
    heads.map((a) => ({ a, b: { name: null, head: base } })),
    signal,
  )

/** Every pair is looked at, not only the first that clashes: whoever resolves them wants to know all. */
export const conflictsBetween = (
  source: Pick<Source, 'mergeTrees'>,
  repository: string,
  heads: readonly Head[],
  signal: AbortSignal,
): Promise<Conflict[]> =>
  clashes(
    source,
    repository,
    heads.flatMap((a, index) => heads.slice(index + 1).map((b) => ({ a, b }))),
    signal,
  )
