import type { Verdict } from '#contract/triage.ts'
import type { WordKey } from '../i18n/use-words.ts'

/** The sentence of a verdict: it names as much as the verdict names and nothing more. */
export const sentenceOf = ({ kind, branch, commit, release }: Verdict): WordKey => {
  if (kind === 'introduced_by' && branch !== null && commit !== null) return 'verdict:introducedByBranch'
  if (kind === 'introduced_by') return 'verdict:introduced'
  if (kind === 'pre_existing') return release === null ? 'verdict:preExisting' : 'verdict:preExistingUnder'
  return 'verdict:notKnown'
}

/** How sure, as a word: a line of the release on the failing path is more than its order in time. */
export const sureness = ({ kind, branch }: Pick<Verdict, 'kind' | 'branch'>): WordKey => {
  if (kind === 'introduced_by') return branch === null ? 'verdict:likely' : 'verdict:veryLikely'
  return kind === 'pre_existing' ? 'verdict:notThisRelease' : 'verdict:unknown'
}
