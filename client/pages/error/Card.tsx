import type { ReactNode } from 'react'
import css from './Card.module.css'

export interface CardProps {
  label: string
  left: ReactNode
  right?: ReactNode
}

/** The one raised surface of the page. */
export const Card = ({ label, left, right }: CardProps) => (
  <section className={css.card} aria-label={label}>
    <div className={css.left}>{left}</div>
    {right !== undefined && <div className={css.right}>{right}</div>}
  </section>
)
