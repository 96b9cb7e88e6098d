import type { Span } from '#contract/telemetry.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './SpanDrawer.module.css'

/** What the agent says of a span: where it ran, and its tags as they came. */
export const SpanTags = ({ span }: { span: Span }) => {
  const { t } = useWords()
  const own = [
    [t('trace:instance'), span.instance],
    [t('trace:component'), span.component],
    [t('trace:layer'), span.layer],
    [t('trace:peer'), span.peer],
  ] as const
  const known = own.filter(([, value]) => value !== '' && value !== 'Unknown')
  return (
    <section className={css.tagSection}>
      <div className={css.head}>
        <h3>{t('trace:tags')}</h3>
      </div>
      <dl className={css.tags}>
        {known.map(([key, value]) => (
          <Pair key={key} name={key} value={value} />
        ))}
        {span.tags.map(({ key, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a key may come twice, and the tags of one span never move
          <Pair key={index} name={key} value={value} />
        ))}
      </dl>
    </section>
  )
}

const Pair = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)
