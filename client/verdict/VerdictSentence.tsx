import type { Verdict } from '#contract/triage.ts'
import { ReleaseChip } from '../components/ReleaseChip.tsx'
import { Worded } from '../components/Worded.tsx'
import { useWords } from '../i18n/use-words.ts'
import css from './VerdictSentence.module.css'
import { sentenceOf } from './verdict-words.ts'

/** Who did it, in one sentence; when nobody can be named, that. */
export const VerdictSentence = ({ verdict }: { verdict: Verdict }) => {
  const { t } = useWords()
  const { release, branch, commit } = verdict
  return (
    <Worded
      text={t(sentenceOf(verdict))}
      parts={{
        release: release !== null && (
          <b className={css.release}>
            <ReleaseChip release={release} kind={verdict.kind === 'introduced_by' ? 'culprit' : 'plain'} />
          </b>
        ),
        author: <b className={css.strong}>{commit?.author}</b>,
        branch: <b className={css.branch}>{branch}</b>,
      }}
    />
  )
}
