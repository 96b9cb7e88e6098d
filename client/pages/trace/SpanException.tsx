import { type Span, spanKey, type TraceEvidence } from '#contract/telemetry.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { useFact, useWords } from '../../i18n/use-words.ts'
import { StackView } from '../../stack/StackView.tsx'
import text from '../../styles/text.module.css'
import css from './SpanDrawer.module.css'

/** The parsed stack of the first failing span; what another failed span logged, as it is. */
export const SpanException = ({ span, evidence }: { span: Span; evidence: TraceEvidence }) => {
  const { t } = useWords()
  const fact = useFact()
  if (!span.failed) return null
  const isFirst = spanKey(span) === evidence.firstFailing
  const logged = span.logs
    .flatMap(({ fields }) => fields.map(({ key, value }) => (key === 'Stack' || key === 'stack' ? value : `${key}: ${value}`)))
    .join('\n')
  const stack = isFirst ? evidence.stack : null
  const releases = evidence.services.find(({ instance }) => instance === span.instance)?.releases ?? []
  return (
    <section>
      <div className={css.head}>
        <h3>{t('trace:exception')}</h3>
        {(stack !== null || logged !== '') && <CopyButton value={stack?.raw ?? logged} />}
      </div>
      {stack !== null && (
        <StackView
          stack={stack}
          source={evidence.source}
          service={span.service}
          release={releases.length === 1 ? (releases[0] ?? null) : null}
          narrow
        />
      )}
      {stack === null && logged !== '' && <pre className={`${css.tags} ${text.mono}`}>{logged.slice(0, 4000)}</pre>}
      {stack === null && logged === '' && <p className={css.note}>{t('trace:noStack')}</p>}
      {isFirst && evidence.stackFrom === 'log' && <p className={css.note}>{t('trace:stackFromLog')}</p>}
      {isFirst &&
        evidence.missing.map((each) => (
          <p key={each.code} className={css.note}>
            {fact(each)}
          </p>
        ))}
    </section>
  )
}
