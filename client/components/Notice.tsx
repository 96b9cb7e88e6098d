import type { ReactNode } from 'react'
import type { Part } from '#contract/shared.ts'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import { Button } from './Button.tsx'
import css from './Notice.module.css'
import { type Severity, Shape } from './Shape.tsx'
import { Time } from './Time.tsx'

export interface NoticeProps {
  kind?: Severity
  children: ReactNode
  action?: ReactNode
}

/** A line that says what is partial, missing or in the way. */
export const Notice = ({ kind = 'warn', children, action }: NoticeProps) => (
  <div className={css.notice}>
    <span className={css.shape}>
      <Shape kind={kind} />
    </span>
    <span className={text.grow}>{children}</span>
    {action}
  </div>
)

export interface UnavailableProps {
  /** Which source, as the reader knows it. */
  name: string
  part: Extract<Part<unknown>, { state: 'unavailable' }>
  onRetry?: () => void
}

/** Which source did not answer, why, since when. What the others said stands below it, complete. */
export const Unavailable = ({ name, part, onRetry }: UnavailableProps) => {
  const { t } = useWords()
  return (
    <Notice
      action={
        onRetry && (
          <Button size="tiny" onClick={onRetry}>
            {t('retry')}
          </Button>
        )
      }
    >
      <b className={text.medium}>{t('unavailable', { what: name })}</b> {part.reason}
      {part.since !== null && (
        <span className={text.muted}>
          {' '}
          <Time at={part.since} precision="second" />
        </span>
      )}
    </Notice>
  )
}
