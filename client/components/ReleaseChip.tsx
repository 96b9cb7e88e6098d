import { Link } from '@tanstack/react-router'
import css from './ReleaseChip.module.css'
import { parseRelease, shortRelease } from './release-name.ts'

export interface ReleaseChipProps {
  /** `order/prod#42`. */
  release: string
  kind?: 'plain' | 'culprit' | 'old'
  /** `prod#42` where the service is plain from the place. */
  short?: boolean
  link?: boolean
}

/** Flag, then the name in mono; text, not a pill. */
export const ReleaseChip = ({ release, kind = 'plain', short = false, link = true }: ReleaseChipProps) => {
  const name = parseRelease(release)
  const className = `${css.release} ${css[kind]}`
  const words = (
    <>
      <svg className={css.flag} viewBox="0 0 7 11" width="7" height="11" aria-hidden="true">
        <path d="M0 0 7 2.6v.6L1.6 6V11H0Z" fill="currentColor" />
      </svg>
      {short && name !== null ? shortRelease(name) : release}
    </>
  )
  if (!link || name === null) return <span className={className}>{words}</span>
  return (
    <Link to="/releases/$service/$environment/$number" params={{ ...name, number: String(name.number) }} className={className}>
      {words}
    </Link>
  )
}
