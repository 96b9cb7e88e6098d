import type { ErrorGroup } from '#contract/triage.ts'
import { Section } from '../../components/Section.tsx'
import { useFact, useWords } from '../../i18n/use-words.ts'
import css from './ErrorPage.module.css'

/** Why these events are taken for one error. */
export const Grouping = ({ group }: { group: ErrorGroup }) => {
  const { t } = useWords()
  const fact = useFact()
  if (group.grouping.length === 0) return null
  return (
    <Section title={t('error:grouping')}>
      <ul className={css.reasons}>
        {group.grouping.map((each) => (
          <li key={each.code}>{fact(each)}</li>
        ))}
      </ul>
    </Section>
  )
}
