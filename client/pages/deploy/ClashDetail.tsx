import type { Branch } from '#contract/workspace.ts'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Section } from '../../components/Section.tsx'
import { Ago } from '../../components/Time.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ClashDetail.module.css'
import type { Clash } from './deploy-model.ts'

interface ClashDetailProps {
  clash: Clash | null
  branches: readonly Branch[]
  numbers: ReadonlyMap<string, number>
  ticked: ReadonlySet<string>
  base: string
  onUntick: (name: string) => void
}

/** The chosen pair: its files, and both branches with the way to leave one out. */
export const ClashDetail = ({ clash, branches, numbers, ticked, base, onUntick }: ClashDetailProps) => {
  const { t } = useWords()
  if (clash === null) return <p className={`${text.muted} ${css.hint}`}>{t('deploy:pickClash')}</p>
  const pair = [clash.a, ...(clash.b === null ? [] : [clash.b])].sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0))
  const title = clash.b === null ? `${base} × ${numbers.get(clash.a) ?? ''}` : pair.map((name) => numbers.get(name)).join(' × ')
  return (
    <Section title={title} say={t('deploy:clashFiles', { count: clash.files.length })}>
      <ul className={css.files}>
        {clash.files.map((file) => (
          <li key={file}>
            <span className={text.mono}>{file}</span>
            <CopyButton value={file} />
          </li>
        ))}
      </ul>
      <ul className={css.pair}>
        {pair.map((name) => {
          const branch = branches.find((known) => known.name === name)
          return (
            <li key={name}>
              <p className={css.name}>
                <span className={text.muted}>{numbers.get(name)}</span> <b className={`${text.mono} ${text.medium}`}>{name}</b>
                <CopyButton value={name} />
              </p>
              {branch !== undefined && (
                <p className={text.soft}>
                  {branch.subject}
                  <br />
                  <span className={text.muted}>
                    {branch.author}, <Ago at={branch.authoredAt} />
                  </span>
                </p>
              )}
              {ticked.has(name) && (
                <Button size="tiny" onClick={() => onUntick(name)}>
                  {t('deploy:untick')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
