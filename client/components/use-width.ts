import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** The width of an element, as it changes; 0 before the first painting. */
export const useWidth = <Node extends Element>(): [RefObject<Node | null>, number] => {
  const ref = useRef<Node>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const node = ref.current
    if (node === null) return
    const watch = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    watch.observe(node)
    return () => watch.disconnect()
  }, [])
  return [ref, width]
}
