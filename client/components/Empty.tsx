import type { ReactNode } from 'react'
import css from './Empty.module.css'

/** An empty page teaches: what it shows, why it is empty, one button, one snippet. */
export const Empty = ({ children }: { children: ReactNode }) => <div className={css.empty}>{children}</div>

/** A snippet to copy into a shell or a file. */
export const Snippet = ({ children }: { children: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
  <pre className={css.snippet} tabIndex={0}>
    <code>{children}</code>
  </pre>
)
