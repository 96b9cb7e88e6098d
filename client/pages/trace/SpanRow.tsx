// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed one by one
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and points at its row
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import type { CSSProperties } from 'react'
import { Icon } from '../../components/Icon.tsx'
import { ServiceSwatch } from '../../components/ServiceSwatch.tsx'
import { Shape } from '../../components/Shape.tsx'
import { Tag } from '../../components/Tag.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { SpanBar } from './SpanBar.tsx'
import type { TraceRow } from './trace-rows.ts'
import css from './Waterfall.module.css'

export interface SpanRowProps {
  row: TraceRow
  index: number
  durationMs: number
  ticks: readonly number[] | undefined
  isSelected: boolean
  onSelect: (key: string) => void
  onToggle: (key: string) => void
}

/** What the grid points at as its active row. */
export const rowId = (key: string): string => `row ${key}`.replaceAll(' ', '-')

export const SpanRow = ({ row, index, durationMs, ticks, isSelected, onSelect, onToggle }: SpanRowProps) => {
  const format = useFormat()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the rows are the grid's
    <div
      role="row"
      id={rowId(row.key)}
      aria-rowindex={index + 2}
      aria-level={row.depth + 1}
      aria-selected={isSelected}
      {...(row.hasChildren ? { 'aria-expanded': row.isOpen } : {})}
      className={`${css.row} ${isSelected ? css.selected : ''}`}
      onClick={() => (row.kind === 'span' ? onSelect(row.key) : onToggle(row.key))}
    >
      <div role="rowheader" className={css.name} style={{ '--depth': Math.min(row.depth, 20) } as CSSProperties}>
        <span
          className={css.twisty}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation()
            if (row.hasChildren) onToggle(row.key)
          }}
        >
          {row.hasChildren && <Icon of={row.isOpen ? IconChevronDown : IconChevronRight} small />}
        </span>
        <RowName row={row} />
      </div>
      <div role="gridcell" className={css.lane}>
        <SpanBar row={row} durationMs={durationMs} ticks={ticks} />
      </div>
      <span role="gridcell" className={css.ms}>
        {row.kind === 'missing' ? '?' : format.number(row.lengthMs)}
      </span>
    </div>
  )
}

const RowName = ({ row }: { row: TraceRow }) => {
  const { t } = useWords()
  if (row.kind === 'missing') {
    return (
      <>
        <Shape kind="warn" />
        <span className={text.warn}>{t('trace:missingParent')}</span>
        <span className={`${text.muted} ${text.small} ${text.cut} ${text.noPhone}`}>{t('trace:missingParentSay')}</span>
      </>
    )
  }
  const failure = row.kind === 'span' ? row.failure : null
  const { service, operation } = row.span
  return (
    <>
      <ServiceSwatch service={service} />
      {failure !== null && <Shape kind="bad" size={7} />}
      <span
        className={`${css.operation} ${failure === null ? '' : css.failed} ${row.isMatch ? css.match : ''}`}
        title={`${service} ${operation}`}
      >
        {row.kind === 'fold' ? t('trace:repeats', { count: row.count, operation }) : operation}
      </span>
      {failure === 'relay' && <span className={text.hidden}>{t('trace:relay')}</span>}
      {failure === 'first' && <Tag kind="bad">{t('trace:first')}</Tag>}
      {row.kind === 'span' && row.shiftMs !== 0 && <Tag kind="warn">{t('trace:shiftedBy', { by: row.shiftMs })}</Tag>}
    </>
  )
}
