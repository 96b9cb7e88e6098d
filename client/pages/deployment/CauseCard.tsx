import type { Deployment } from '#contract/deployment.ts'
import { AnsiText } from '../../components/AnsiText.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { releaseName } from '../../components/release-name.ts'
import { Shape } from '../../components/Shape.tsx'
import { useFact, useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './CauseCard.module.css'

/** The last lines matter most. */
const toEnd = (box: HTMLElement | null): void => {
  if (box !== null) box.scrollTop = box.scrollHeight
}

/** Why it failed, what it said last, and what serves nevertheless. */
export const CauseCard = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useWords()
  const fact = useFact()
  const { cause, previous } = deployment
  if (cause === null) return null
  return (
    <section className={css.card} aria-label={t('deployment:causeIn', { stage: t(`deployment:${cause.stage}`) })}>
      <h2 className={css.say}>
        <Shape kind="bad" size={12} />
        <span>
          <b>{t('deployment:causeIn', { stage: t(`deployment:${cause.stage}`) })}</b> {fact(cause.fact)}
        </span>
      </h2>
      <p className={css.serves}>
        {cause.exitCode !== null && <span className={text.medium}>{t('deployment:exitCode', { code: cause.exitCode })}. </span>}
        {previous === null
          ? t('deployment:nothingServes')
          : t('deployment:stillServes', { release: releaseName({ ...deployment, number: previous }) })}
      </p>
      {cause.tail.length > 0 && (
        <>
          <p className={css.head}>
            {t('deployment:lastLines', { count: cause.tail.length })}
            <CopyButton value={() => cause.tail.join('\n')} label={t('deployment:lastLines', { count: cause.tail.length })} />
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <pre className={css.tail} tabIndex={0} ref={toEnd}>
            {cause.tail.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the tail of a finished deployment never moves
              <div key={index}>
                <AnsiText text={line} />
              </div>
            ))}
          </pre>
        </>
      )}
    </section>
  )
}
