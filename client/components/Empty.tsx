import type { ReactNode } from 'react'
import css from './Empty.module.css'

/** An empty page teaches: what it shows, why it is empty, one button, one snippet. */
export const Empty = ({ children }: { children: ReactNode }) => <div className={css.empty}>{children}</div>

/** A snippet to copy into a shell or a file. */
export const Snippet = ({ children }: { children: string }) => (
  <pre className={css.snippet}>
    <code>{children}</code>
  </pre>
)
