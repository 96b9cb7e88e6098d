import { memo } from 'react'
import { Ago } from '../../components/Time.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './BranchList.module.css'
import type { DeployRow } from './deploy-model.ts'
import { StandingWord } from './StandingWord.tsx'

interface BranchRowProps {
  row: DeployRow
  base: string
  isLit: boolean
  onToggle: (name: string) => void
  onClash: (name: string) => void
}

const stops = new Set(['clash', 'conflict_base', 'conflict_group', 'gone'])

export const BranchRow = memo(({ row, base, isLit, onToggle, onClash }: BranchRowProps) => {
  const { t } = useWords()
  const { branch, number, ticked, standing } = row
  const isOut = number !== null && !ticked && stops.has(standing.kind)
  return (
    <li className={`${css.row} ${isOut ? css.out : ''} ${isLit ? css.lit : ''}`}>
      <label className={css.label}>
        <input type="checkbox" className={css.tick} checked={ticked} onChange={() => onToggle(branch.name)} />
        <span className={`${css.number} ${text.noPhone}`}>{number}</span>
        <span className={css.name} title={`${branch.name}\n${branch.subject}`}>
          <span className={css.branch}>{branch.name}</span>
          <span className={`${css.subject} ${text.noPhone}`}>{branch.subject}</span>
          <span className={`${css.meta} ${text.onlyPhone}`}>
            {number !== null && <span>{number} ·</span>}
            <span>{branch.author} ·</span>
            <Ago at={branch.authoredAt} />
          </span>
        </span>
      </label>
      <span className={`${text.cut} ${text.soft} ${text.noPhone}`}>{branch.author}</span>
      <span className={`${text.num} ${text.small} ${text.soft} ${text.noPhone}`}>
        <Ago at={branch.authoredAt} />
      </span>
      <span className={`${css.distance} ${text.noPhone}`}>
        <span>
          {branch.ahead}
          <span className={text.hidden}> {t('deploy:ahead')}</span>
        </span>
        <span className={text.muted}>
          {branch.behind}
          <span className={text.hidden}> {t('deploy:behind')}</span>
        </span>
      </span>
      <StandingWord standing={standing} base={base} onClash={() => onClash(branch.name)} />
    </li>
  )
})
