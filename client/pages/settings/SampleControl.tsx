import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Section } from '../../components/Section.tsx'
import { type ApiError, call } from '../../data/api.ts'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './SettingsPage.module.css'

/** The sample workspace: is it there, and the one way to be rid of it. */
export const SampleControl = () => {
  const { t } = useWords()
  const queries = useQueryClient()
  const sample = useCall('sample', {})
  const [asking, setAsking] = useState(false)
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => call('removeSample', {}),
    onSettled: () => queries.invalidateQueries(),
  })
  if (sample.data === undefined) return null
  const { state } = sample.data
  return (
    <Section title={t('settings:sample')}>
      <p className={css.say}>{t(`settings:sample_${state}`)}</p>
      {remove.error !== null && <Failure error={remove.error} onRetry={() => remove.mutate()} />}
      <div className={`${text.row} ${text.wrap}`}>
        {(state === 'ready' || state === 'failed') && (
          <Button kind="dangerWeak" disabled={remove.isPending} onClick={() => setAsking(true)}>
            {t('settings:sampleRemove')}
          </Button>
        )}
        {state !== 'absent' && (
          <Link className={text.link} to="/">
            {t('settings:openHome')}
          </Link>
        )}
      </div>
      {asking && (
        <Dialog
          title={t('settings:sampleRemove')}
          role="alertdialog"
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
              <span className={text.grow} />
              <Button
                kind="danger"
                onClick={() => {
                  setAsking(false)
                  remove.mutate()
                }}
              >
                {t('settings:sampleRemoveNow')}
              </Button>
            </>
          }
        >
          <p className={css.dialogSay}>{t('settings:sampleRemoveSay')}</p>
        </Dialog>
      )}
    </Section>
  )
}
