import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './BranchList.module.css'
import { BranchRow } from './BranchRow.tsx'
import type { DeployRow } from './deploy-model.ts'

interface BranchListProps {
  rows: readonly DeployRow[]
  environment: string
  base: string
  /** Branches on the cross of the chosen clash. */
  lit: ReadonlySet<string>
  isStale: boolean
  onToggle: (name: string) => void
  onToggleAll: (tick: boolean) => void
  onClash: (name: string) => void
}

/** Branches with their standing in words: everything that the matrix beside it draws. */
export const BranchList = ({ rows, environment, base, lit, isStale, onToggle, onToggleAll, onClash }: BranchListProps) => {
  const { t } = useWords()
  const ticked = rows.filter((row) => row.ticked).length
  return (
    <div className={css.list}>
      <div className={`${css.row} ${css.head}`}>
        <input
          type="checkbox"
          className={css.tick}
          aria-label={t('deploy:tickAll')}
          checked={ticked > 0 && ticked === rows.length}
          ref={(box) => {
            if (box !== null) box.indeterminate = ticked > 0 && ticked < rows.length
          }}
          onChange={() => onToggleAll(ticked < rows.length)}
        />
        <span className={text.noPhone} />
        <span>{t('deploy:branch')}</span>
        <span className={text.noPhone}>{t('deploy:author')}</span>
        <span className={`${text.num} ${text.noPhone}`}>{t('deploy:age')}</span>
        <span className={`${css.distance} ${text.noPhone}`} aria-hidden>
          <span title={t('deploy:ahead')}>↑</span>
          <span title={t('deploy:behind')}>↓</span>
        </span>
        <span className={css.against}>{t('deploy:against', { environment })}</span>
      </div>
      <ul aria-label={t('deploy:branch')} aria-busy={isStale} className={isStale ? css.stale : undefined}>
        {rows.map((row) => (
          <BranchRow key={row.branch.name} row={row} base={base} isLit={lit.has(row.branch.name)} onToggle={onToggle} onClash={onClash} />
        ))}
      </ul>
    </div>
  )
}
