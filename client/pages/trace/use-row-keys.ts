import type { KeyboardEvent } from 'react'
import { useKeys } from '../../components/use-keys.ts'
import type { TraceRow } from './trace-rows.ts'

export interface RowKeys {
  rows: readonly TraceRow[]
  selected: string | null
  onSelect: (key: string) => void
  onToggle: (key: string) => void
  reveal: (index: number) => void
}

/** j and k move over the page; arrows, Home, End and Enter while the waterfall has the focus. */
export const useRowKeys = ({ rows, selected, onSelect, onToggle, reveal }: RowKeys): ((event: KeyboardEvent) => void) => {
  const at = rows.findIndex(({ key }) => key === selected)
  const choose = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (row === undefined) return
    onSelect(row.key)
    reveal(rows.indexOf(row))
  }
  useKeys({ j: () => choose(at + 1), k: () => choose(at - 1) })
  const fold = (open: boolean): void => {
    const row = rows[at]
    if (row === undefined) return
    if (row.hasChildren && row.isOpen !== open) onToggle(row.key)
    else if (open) choose(at + 1)
    else choose(rows.findLastIndex(({ depth }, index) => index < at && depth < row.depth))
  }
  const acts = new Map([
    ['ArrowDown', () => choose(at + 1)],
    ['ArrowUp', () => choose(at - 1)],
    ['ArrowRight', () => fold(true)],
    ['ArrowLeft', () => fold(false)],
    ['Home', () => choose(0)],
    ['End', () => choose(rows.length - 1)],
    ['Enter', () => fold(!(rows[at]?.isOpen ?? true))],
  ])
  return (event) => {
    const act = acts.get(event.key)
    if (act === undefined || event.target !== event.currentTarget) return
    event.preventDefault()
    act()
  }
}
