import type { Commit } from '#contract/workspace.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Section } from '../../components/Section.tsx'
import { Ago } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ReleasePage.module.css'

interface CommitsProps {
  commits: readonly Commit[]
  total: number
  /** Short name of the release before it, if any. */
  before: string | null
}

/** What it brought that the release before it did not have, each with the branch that brings it. */
export const Commits = ({ commits, total, before }: CommitsProps) => {
  const { t } = useWords()
  const format = useFormat()
  const say = before === null ? t('release:commitsFirst', { count: total }) : t('release:commitsSay', { count: total, release: before })
  return (
    <Section
      title={t('release:commits')}
      say={
        <>
          <span>{say}</span>
          {commits.length < total && (
            <span>· {t('release:commitsCut', { shown: format.number(commits.length), total: format.number(total) })}</span>
          )}
        </>
      }
    >
      {commits.length === 0 ? (
        <p className={css.say}>{t('release:commitsNone', { release: before ?? t('release:base') })}</p>
      ) : (
        <table className={css.table}>
          <thead className={text.noPhone}>
            <tr>
              <th scope="col">{t('release:commit')}</th>
              <th scope="col">{t('release:subject')}</th>
              <th scope="col">{t('release:branch')}</th>
              <th scope="col">{t('release:author')}</th>
              <th scope="col" className={css.num}>
                {t('release:age')}
              </th>
            </tr>
          </thead>
          <tbody>
            {commits.map((commit) => (
              <tr key={commit.id}>
                <td>
                  <span className={css.value}>
                    <span className={`${text.mono} ${text.soft}`}>{commit.id.slice(0, 7)}</span>
                    <CopyButton value={commit.id} />
                  </span>
                </td>
                <td className={css.fluid} title={commit.subject}>
                  {commit.subject}
                </td>
                <td className={`${text.mono} ${text.soft} ${text.nowrap} ${css.optional}`}>{commit.branch ?? t('release:baseBranch')}</td>
                <td className={`${text.soft} ${text.nowrap} ${css.optional}`}>{commit.author}</td>
                <td className={`${css.num} ${text.muted}`}>
                  <Ago at={commit.authoredAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
