import { useId } from 'react'
import css from './EvidenceList.module.css'

export type Side = 'for' | 'against' | 'missing'

/** Solid for, hatched against, hollow for what is missing: real fills, so that they survive forced colours. */
export const EvidenceMark = ({ side }: { side: Side }) => {
  const pattern = useId()
  return (
    <svg className={`${css.mark} ${css[side]}`} viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      <pattern id={pattern} width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="1" height="3" fill="currentColor" />
      </pattern>
      {side === 'missing' ? (
        <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
      ) : (
        <rect x="0.5" y="0.5" width="9" height="9" stroke="currentColor" fill={side === 'for' ? 'currentColor' : `url(#${pattern})`} />
      )}
    </svg>
  )
}
