import { useState } from 'react'
import type { RouteAnswer } from '#contract/routes.ts'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Section } from '../../components/Section.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ReleasePage.module.css'

const shownAtFirst = 20

export const Files = ({ files }: { files: RouteAnswer<'release'>['files'] }) => {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const shown = all ? files : files.slice(0, shownAtFirst)
  return (
    <Section title={t('release:files')} say={files.length > 0 ? t('release:filesSay', { count: files.length }) : undefined}>
      {files.length === 0 && <p className={css.say}>{t('release:filesNone')}</p>}
      <table className={css.table}>
        <tbody>
          {shown.map((file) => (
            <tr key={file.path}>
              <td className={`${css.fluid} ${text.mono}`} title={file.path}>
                {file.path}
              </td>
              <td>
                <CopyButton value={file.path} />
              </td>
              <td className={css.num}>
                <span className={css.bars}>
                  <span className={text.ok}>+{file.added}</span>
                  <span className={text.muted}>−{file.removed}</span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {files.length > shown.length && (
        <Button className={css.more} onClick={() => setAll(true)}>
          {t('release:filesAll', { count: files.length })}
        </Button>
      )}
    </Section>
  )
}
