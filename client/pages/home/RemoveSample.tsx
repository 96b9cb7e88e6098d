import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Failure } from '../../components/Failure.tsx'
import { type ApiError, call } from '../../data/api.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'

/** One click and one question: the sample goes, and what is the reader's own stays. */
export const RemoveSample = () => {
  const { t } = useWords()
  const queries = useQueryClient()
  const [asks, setAsks] = useState(false)
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => call('removeSample', {}),
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <>
      <Button kind="tool" disabled={remove.isPending} onClick={() => setAsks(true)}>
        {t('home:sampleRemove')}
      </Button>
      {asks && (
        <Dialog
          title={t('home:sampleRemoveTitle')}
          role="alertdialog"
          onClose={() => setAsks(false)}
          foot={
            <>
              <Button onClick={() => setAsks(false)}>{t('cancel')}</Button>
              <span className={text.grow} />
              <Button
                kind="danger"
                disabled={remove.isPending}
                onClick={() => remove.mutate(undefined, { onSuccess: () => setAsks(false) })}
              >
                {t('home:sampleRemoveNow')}
              </Button>
            </>
          }
        >
          <p className={text.soft}>{t('home:sampleRemoveSay')}</p>
          {remove.error !== null && <Failure error={remove.error} />}
        </Dialog>
      )}
    </>
  )
}
