import type { AppError } from '#contract/errors.ts'
import { useErrorWords, useWords } from '../i18n/use-words.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

/** A call that was refused or not answered, in words, with another try. */
export const Failure = ({ error, onRetry }: { error: AppError; onRetry?: () => void }) => {
  const { t } = useWords()
  const worded = useErrorWords()
  return (
    <div role="alert">
      <Notice
        kind="bad"
        action={
          onRetry && (
            <Button size="tiny" onClick={onRetry}>
              {t('retry')}
            </Button>
          )
        }
      >
        {worded(error)}
      </Notice>
    </div>
  )
}
