import type { Verdict } from '#contract/triage.ts'
import { Section } from '../../components/Section.tsx'
import { useFact, useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './EvidenceList.module.css'
import { EvidenceMark, type Side } from './EvidenceMark.tsx'

const sides: readonly Side[] = ['for', 'against', 'missing']

/** What speaks for the verdict, against it, and what is missing: one list, one size, one place. */
export const EvidenceList = ({ verdict }: { verdict: Verdict }) => {
  const { t } = useWords()
  const fact = useFact()
  const rows = sides.flatMap((side) => verdict[side].map((each, index) => ({ side, each, index })))
  return (
    <Section
      title={t('error:evidence')}
      say={t('error:evidenceSum', { for: verdict.for.length, against: verdict.against.length, missing: verdict.missing.length })}
    >
      {rows.length === 0 && <p className={`${text.muted} ${css.none}`}>{t('error:noEvidence')}</p>}
      <ul className={css.list}>
        {rows.map(({ side, each, index }) => (
          <li key={`${side} ${index}`}>
            <span className={css.side}>
              <EvidenceMark side={side} />
              {t(`error:${side}`)}
            </span>
            <span>{fact(each)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
