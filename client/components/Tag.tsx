import type { ReactNode } from 'react'
import css from './Tag.module.css'

/** One word in an outline, for a rare mark on a row. */
export const Tag = ({ kind = 'plain', children }: { kind?: 'plain' | 'bad' | 'warn' | 'ok'; children: ReactNode }) => (
  <span className={`${css.tag} ${css[kind]}`}>{children}</span>
)
