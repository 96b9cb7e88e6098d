import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import css from './VirtualList.module.css'

export interface VirtualListHandle {
  /** Brings the row into view and keeps it clear of the sticky bars. */
  reveal: (index: number) => void
}

export interface VirtualListProps<Item> {
  items: readonly Item[]
  keyOf: (item: Item, index: number) => string | number
  /** Guess of a row's height; rows are measured when they are painted. */
  estimate: number
  children: (item: Item, index: number) => ReactNode
  handle?: Ref<VirtualListHandle>
  /** Absent: a list of items. Present: the rows bring roles of their own. */
  role?: string
  label?: string
}

/** Rows beyond the visible ones that are kept painted. */
const overscan = 20
/** Height of the top bar and of a phone's action bar, which a revealed row stays clear of. */
const bars = { start: 56, end: 72 }

/** The one list for anything that can pass a few hundred rows: it scrolls with the page, and only what is near the screen is painted. */
export const VirtualList = <Item,>({ items, keyOf, estimate, children, handle, role, label }: VirtualListProps<Item>) => {
  const ref = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const top = (ref.current?.getBoundingClientRect().top ?? 0) + window.scrollY
    // What stands above may grow and shrink; a pixel of rounding is not worth another painting.
    if (Math.abs(top - margin) > 1) setMargin(top)
  })
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => estimate,
    overscan,
    scrollMargin: margin,
    scrollPaddingStart: bars.start,
    scrollPaddingEnd: bars.end,
  })
  useImperativeHandle(handle, () => ({ reveal: (index) => virtual.scrollToIndex(index, { align: 'auto' }) }), [virtual])
  const semantics = { role: role ?? 'list', 'aria-label': label }
  return (
    <div ref={ref} className={css.space} style={{ height: virtual.getTotalSize() }} {...semantics}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const item = items[index]
        if (item === undefined) return null
        return (
          <div
            key={keyOf(item, index)}
            ref={virtual.measureElement}
            data-index={index}
            className={css.row}
            role={role === undefined ? 'listitem' : 'presentation'}
            style={{ transform: `translateY(${start - margin}px)` }}
          >
            {children(item, index)}
          </div>
        )
      })}
    </div>
  )
}
