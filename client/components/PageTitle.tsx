import type { ReactNode } from 'react'
import text from '../styles/text.module.css'
import css from './PageTitle.module.css'

export interface PageTitleProps {
  /** Text of the browser's tab, and of the heading when `children` is absent. */
  title: string
  children?: ReactNode
  /** One line of facts under the heading, parted by dots. */
  facts?: ReactNode
  actions?: ReactNode
  /** The heading is for screen readers only; the page says it in another way. */
  hidden?: boolean
}

/** The heading of a page, and the title of its tab. */
export const PageTitle = ({ title, children, facts, actions, hidden = false }: PageTitleProps) => (
  <header className={hidden ? text.hidden : css.header}>
    <title>{`${title} · Culprit`}</title>
    <div className={text.grow}>
      <h1 className={css.heading}>{children ?? title}</h1>
      {facts !== undefined && <p className={`${text.dots} ${text.muted} ${text.tabular} ${css.facts}`}>{facts}</p>}
    </div>
    {actions !== undefined && <div className={`${text.row} ${text.noPhone}`}>{actions}</div>}
  </header>
)
