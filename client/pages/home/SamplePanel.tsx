import type { Sample } from '#contract/console.ts'
import { Notice } from '../../components/Notice.tsx'
import { Elapsed } from '../../components/Time.tsx'
import { useFact, useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { GuidedPath } from './GuidedPath.tsx'
import css from './HomePage.module.css'

/** The sample workspace: how its making goes, then the newcomer's path through it. */
export const SamplePanel = ({ sample }: { sample: Sample }) => {
  const { t } = useWords()
  const fact = useFact()
  const { state, progress } = sample
  if (state === 'absent') return null
  if (state === 'ready') return <GuidedPath sample={sample} />
  if (state === 'failed') {
    return (
      <Notice kind="bad">
        <b className={text.medium}>{t('home:failed')}</b> {progress?.step != null && fact(progress.step)}
      </Notice>
    )
  }
  return (
    <section className={css.sample} aria-label={t('home:sampleTitle')}>
      <p className={text.medium}>{t(state === 'loading' ? 'home:loading' : 'home:removing')}</p>
      {progress !== null && (
        <>
          <p className={`${text.soft} ${text.tabular}`} role="status">
            {progress.step === null
              ? t('home:steps', { done: progress.done, of: progress.of })
              : t('home:step', { step: fact(progress.step), done: progress.done, of: progress.of })}
            <span aria-hidden="true">
              {' · '}
              <Elapsed since={progress.startedAt} />
            </span>
          </p>
          <progress className={css.progress} value={progress.done} max={Math.max(1, progress.of)} aria-label={t('home:sampleTitle')} />
        </>
      )}
    </section>
  )
}
