// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed one by one
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and points at its row
import { useRef } from 'react'
import { useFormat } from '../../components/use-format.ts'
import { VirtualList, type VirtualListHandle } from '../../components/VirtualList.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { rowId, SpanRow } from './SpanRow.tsx'
import type { TraceRow } from './trace-rows.ts'
import { useRowKeys } from './use-row-keys.ts'
import css from './Waterfall.module.css'

export interface WaterfallProps {
  rows: readonly TraceRow[]
  durationMs: number
  ticks: ReadonlyMap<string, readonly number[]>
  selected: string | null
  onSelect: (key: string) => void
  onToggle: (key: string) => void
}

/** The spans over one axis of time. A treegrid: rows have levels, arrows fold them, and only those near the screen exist. */
export const Waterfall = ({ rows, durationMs, ticks, selected, onSelect, onToggle }: WaterfallProps) => {
  const { t } = useWords()
  const list = useRef<VirtualListHandle>(null)
  const handleKey = useRowKeys({ rows, selected, onSelect, onToggle, reveal: (index) => list.current?.reveal(index) })
  const isShown = rows.some(({ key }) => key === selected)
  return (
    <div
      role="treegrid"
      aria-label={t('trace:waterfall')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={isShown && selected !== null ? rowId(selected) : undefined}
      className={css.grid}
      tabIndex={0}
      onKeyDown={handleKey}
    >
      <Ruler durationMs={durationMs} />
      {rows.length === 0 && <p className={css.none}>{t('trace:noRows')}</p>}
      <VirtualList items={rows} keyOf={({ key }) => key} estimate={28} handle={list} role="rowgroup">
        {(row, index) => (
          <SpanRow
            row={row}
            index={index}
            durationMs={durationMs}
            ticks={ticks.get(row.key)}
            isSelected={row.key === selected}
            onSelect={onSelect}
            onToggle={onToggle}
          />
        )}
      </VirtualList>
    </div>
  )
}

const Ruler = ({ durationMs }: { durationMs: number }) => {
  const { t } = useWords()
  const format = useFormat()
  const marks = durationMs < 4 ? [0, 1] : [0, 0.25, 0.5, 0.75, 1]
  return (
    <div role="row" aria-rowindex={1} className={`${css.row} ${css.ruler}`}>
      <span role="columnheader">{t('trace:operation')}</span>
      <span role="columnheader" className={css.marks}>
        {marks.map((share) => (
          <i key={share} style={{ left: `${share * 100}%` }}>
            {share === 0 ? '0 ms' : format.number(Math.round(durationMs * share))}
          </i>
        ))}
      </span>
      <span role="columnheader" className={css.ms}>
        ms
      </span>
    </div>
  )
}
