import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import css from './FollowList.module.css'

export interface FollowListHandle {
  reveal: (index: number) => void
}

export interface FollowListProps<Item> {
  items: readonly Item[]
  keyOf: (item: Item) => string | number
  estimate: number
  label: string
  /** The last row stays in view. */
  following: boolean
  /** The reader scrolled away from the end, or back to it. */
  onFollow: (following: boolean) => void
  children: (item: Item, index: number) => ReactNode
  handle?: Ref<FollowListHandle>
  className?: string
}

const nearPx = 12

/** A box of output that sticks to its end until somebody scrolls up. Rows appear without a movement of their own. */
export const FollowList = <Item,>({
  items,
  keyOf,
  estimate,
  label,
  following,
  onFollow,
  children,
  handle,
  className = '',
}: FollowListProps<Item>) => {
  const box = useRef<HTMLElement>(null)
  const seen = useRef({ top: 0, height: 0 })
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item)
    },
    estimateSize: () => estimate,
    overscan: 30,
  })
  const total = virtual.getTotalSize()
  useImperativeHandle(handle, () => ({ reveal: (index) => virtual.scrollToIndex(index, { align: 'center' }) }), [virtual])
  // Runs whenever the height changes: rows measured after they were painted must not leave the end out of view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is the signal, not an input
  useLayoutEffect(() => {
    const scroller = box.current
    if (following && scroller !== null) scroller.scrollTop = scroller.scrollHeight
  }, [following, total, items.length])
  const handleScroll = (): void => {
    const scroller = box.current
    if (scroller === null) return
    const { scrollTop, scrollHeight, clientHeight } = scroller
    const wentUp = scrollTop < seen.current.top - 1 && scrollHeight >= seen.current.height
    const atEnd = scrollHeight - scrollTop - clientHeight < nearPx
    seen.current = { top: scrollTop, height: scrollHeight }
    if (following && wentUp && !atEnd) onFollow(false)
    if (!following && atEnd && !wentUp) onFollow(true)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section ref={box} className={`${css.box} ${className}`} aria-label={label} tabIndex={0} onScroll={handleScroll}>
      <div className={css.space} style={{ height: total }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index]
          if (item === undefined) return null
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={css.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              {children(item, index)}
            </div>
          )
        })}
      </div>
    </section>
  )
}
