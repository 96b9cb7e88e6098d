import type { ReactNode } from 'react'
import text from '../styles/text.module.css'
import css from './Shape.module.css'

/** Diamond bad, triangle suspicious or partial, disc healthy, ring not enough data or waiting, half disc in progress. */
export type Severity = 'bad' | 'warn' | 'ok' | 'none' | 'run'

export interface ShapeProps {
  kind: Severity
  size?: number
  /** Words for a screen reader; leave out where they stand beside the shape. */
  label?: string
}

const paint: Record<Severity, ReactNode> = {
  bad: <path d="M5 0 10 5 5 10 0 5Z" fill="currentColor" />,
  warn: <path d="M5 0.6 10 9.4H0Z" fill="currentColor" />,
  ok: <circle cx="5" cy="5" r="4.4" fill="currentColor" />,
  none: <circle cx="5" cy="5" r="3.8" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  run: (
    <>
      <circle cx="5" cy="5" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M5 0.8a4.2 4.2 0 0 0 0 8.4Z" fill="currentColor" />
    </>
  ),
}

/** Severity as a real fill, so that it survives forced colours. */
export const Shape = ({ kind, size = 9, label }: ShapeProps) => (
  <>
    <svg className={`${css.shape} ${css[kind]}`} viewBox="0 0 10 10" width={size} height={size} aria-hidden="true">
      {paint[kind]}
    </svg>
    {label !== undefined && <span className={text.hidden}>{label}</span>}
  </>
)
