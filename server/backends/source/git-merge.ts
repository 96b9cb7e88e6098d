import { checkSha } from './git-names.ts'
import { runGit } from './git-process.ts'
import type { MergeOutcome, Sha } from './port.ts'

interface Pair {
  ours: Sha
  theirs: Sha
}

/**
 * Reads the answer of `merge-tree --stdin -z --name-only --no-messages`: for each pair `1` or `0`, the tree, the conflicted
 * files if any, and an empty field.
 */
export const parseMerges = (answer: string): MergeOutcome[] => {
  const outcomes: MergeOutcome[] = []
  const fields = answer.split('\0')
  let at = 0
  while (at + 2 < fields.length) {
    const clean = fields[at] === '1'
    const tree = fields[at + 1] ?? ''
    const end = fields.indexOf('', at + 2)
    const files = fields.slice(at + 2, end === -1 ? undefined : end)
    outcomes.push(clean ? { clean: true, tree } : { clean: false, files })
    at = end === -1 ? fields.length : end + 1
  }
  return outcomes
}

/** Merges all pairs in one process. Histories without a common commit are merged against nothing, as git does when told to. */
export const mergePairs = async (mirror: string, pairs: readonly Pair[], signal: AbortSignal): Promise<MergeOutcome[]> => {
  const input = pairs.map(({ ours, theirs }) => `${checkSha(ours)} ${checkSha(theirs)}\n`).join('')
  const { stdout } = await runGit(
    ['merge-tree', '--write-tree', '--stdin', '-z', '--name-only', '--no-messages', '--allow-unrelated-histories'],
    { repository: mirror, input, signal, limitMs: 120_000 },
  )
  const outcomes = parseMerges(stdout.toString('utf8'))
  if (outcomes.length !== pairs.length) throw new Error(`git merge-tree answered ${outcomes.length} of ${pairs.length} merges`)
  return outcomes
}
