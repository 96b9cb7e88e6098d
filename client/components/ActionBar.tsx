import type { ReactNode } from 'react'
import css from './ActionBar.module.css'

/** The actions of a page at the foot of a phone's screen. At a desk they stand where they belong, and this is not there. */
export const ActionBar = ({ children }: { children: ReactNode }) => <div className={css.bar}>{children}</div>
