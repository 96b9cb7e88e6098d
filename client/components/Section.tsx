import { type ReactNode, useId } from 'react'
import css from './Section.module.css'

export interface SectionProps {
  title: ReactNode
  /** One muted remark beside the title. */
  say?: ReactNode
  /** At the right end of the head. */
  end?: ReactNode
  children: ReactNode
  /** No rule under the head: what follows draws its own. */
  open?: boolean
}

/** A heading over a hairline, not a box. */
export const Section = ({ title, say, end, children, open = false }: SectionProps) => {
  const id = useId()
  return (
    <section className={css.section} aria-labelledby={id}>
      <div className={`${css.head} ${open ? css.open : ''}`}>
        <h2 id={id}>{title}</h2>
        {say !== undefined && <span className={css.say}>{say}</span>}
        {end !== undefined && <span className={css.end}>{end}</span>}
      </div>
      {children}
    </section>
  )
}
