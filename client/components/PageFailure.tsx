import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Empty } from './Empty.tsx'
import { PageTitle } from './PageTitle.tsx'

export const NotFound = (): ReactNode => {
  const { t } = useWords()
  return (
    <>
      <PageTitle title={t('notFoundTitle')} />
      <Empty>
        <p>{t('notFoundSay')}</p>
        <p>
          <Link to="/">{t('goHome')}</Link>
        </p>
      </Empty>
    </>
  )
}

/** A page that threw while painting: the frame stays, and the words of the error can be copied. */
export const PageCrashed = ({ error, reset }: ErrorComponentProps): ReactNode => {
  const { t } = useWords()
  return (
    <>
      <PageTitle title={t('crashed')} />
      <Empty>
        <p>{error instanceof Error ? error.message : String(error)}</p>
        <button type="button" onClick={reset}>
          {t('reload')}
        </button>
      </Empty>
    </>
  )
}
