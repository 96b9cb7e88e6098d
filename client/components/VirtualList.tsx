import { useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
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
  /** `page` scrolls with the page; `box` scrolls by itself and needs a height from outside. */
  scroll?: 'page' | 'box'
  handle?: Ref<VirtualListHandle>
  className?: string
  role?: string
  label?: string
  /** Rows beyond the visible ones that are kept painted. */
  overscan?: number
}

interface RowsProps<Item, Scroller extends Element | Window> extends VirtualListProps<Item> {
  virtual: Virtualizer<Scroller, Element>
  margin: number
}

const Rows = <Item, Scroller extends Element | Window>({ virtual, margin, items, keyOf, children }: RowsProps<Item, Scroller>) => (
  <div className={css.space} style={{ height: virtual.getTotalSize() }} role="presentation">
    {virtual.getVirtualItems().map(({ index, start }) => {
      const item = items[index]
      if (item === undefined) return null
      return (
        <div
          key={keyOf(item, index)}
          ref={virtual.measureElement}
          data-index={index}
          className={css.row}
          role="presentation"
          style={{ transform: `translateY(${start - margin}px)` }}
        >
          {children(item, index)}
        </div>
      )
    })}
  </div>
)

const PageList = <Item,>(props: VirtualListProps<Item>) => {
  const ref = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const box = ref.current?.getBoundingClientRect()
    if (box !== undefined) setMargin(box.top + window.scrollY)
  }, [])
  const virtual = useWindowVirtualizer({
    count: props.items.length,
    estimateSize: () => props.estimate,
    overscan: props.overscan ?? 20,
    scrollMargin: margin,
  })
  useImperativeHandle(props.handle, () => ({ reveal: (index) => virtual.scrollToIndex(index, { align: 'auto' }) }), [virtual])
  return (
    <div ref={ref} className={props.className} role={props.role ?? 'list'} aria-label={props.label}>
      <Rows {...props} virtual={virtual} margin={margin} />
    </div>
  )
}

const BoxList = <Item,>(props: VirtualListProps<Item>) => {
  const ref = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: props.items.length,
    getScrollElement: () => ref.current,
    estimateSize: () => props.estimate,
    overscan: props.overscan ?? 20,
  })
  useImperativeHandle(props.handle, () => ({ reveal: (index) => virtual.scrollToIndex(index, { align: 'auto' }) }), [virtual])
  return (
    <div ref={ref} className={`${css.box} ${props.className ?? ''}`} role={props.role ?? 'list'} aria-label={props.label} tabIndex={0}>
      <Rows {...props} virtual={virtual} margin={0} />
    </div>
  )
}

/** The one list for anything that can pass a few hundred rows: only what is near the screen is painted. */
export const VirtualList = <Item,>(props: VirtualListProps<Item>) =>
  props.scroll === 'box' ? <BoxList {...props} /> : <PageList {...props} />
