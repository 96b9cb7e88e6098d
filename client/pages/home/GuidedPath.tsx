import IconCheck from '@tabler/icons-react/icons/IconCheck'
import type { Sample } from '#contract/console.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Section } from '../../components/Section.tsx'
import { Time } from '../../components/Time.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './HomePage.module.css'
import { RemoveSample } from './RemoveSample.tsx'
import { StepLink } from './StepLink.tsx'

/** The product's main job in four steps; a step is ticked by what really happened, not by a click on it. */
export const GuidedPath = ({ sample }: { sample: Sample }) => {
  const { t } = useWords()
  return (
    <Section title={t('home:sampleTitle')} say={<span className={text.noPhone}>{t('home:sampleSay')}</span>} end={<RemoveSample />}>
      <ol className={css.steps} aria-label={t('home:path')}>
        {sample.steps.map(({ code, doneAt, href }, index) => (
          <li key={code} className={css.step}>
            {doneAt === null ? (
              <span className={css.number}>{index + 1}</span>
            ) : (
              <span className={text.ok}>
                <Icon of={IconCheck} />
              </span>
            )}
            <span className={doneAt === null ? text.medium : text.muted}>
              {t(`home:step_${code}`)}
              <span className={text.hidden}> {t(doneAt === null ? 'home:todo' : 'home:done')}</span>
            </span>
            <span className={css.more}>
              {code === 'paste' && sample.traceId !== null && (
                <>
                  <span className={`${text.mono} ${text.cut}`} title={sample.traceId}>
                    {sample.traceId.slice(0, 16)}…
                  </span>
                  <CopyButton value={sample.traceId} label={t('home:copyTrace')} />
                </>
              )}
              {code !== 'paste' && href !== null && <StepLink href={href} />}
              {doneAt !== null && <Time at={doneAt} precision="second" />}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
