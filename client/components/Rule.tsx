import type { ReactNode } from 'react'
import css from './Rule.module.css'

/** A divider in a stream of rows, with what changed there. */
export const Divider = ({ children }: { children: ReactNode }) => <div className={css.divider}>{children}</div>

/** A dashed rule where something is missing, with its size and the reason in the middle. */
export const Gap = ({ children }: { children: ReactNode }) => (
  <div className={css.gap}>
    <span>{children}</span>
  </div>
)
