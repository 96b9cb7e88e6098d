import { Button, LinkButton } from '../../components/Button.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Notice, Unavailable } from '../../components/Notice.tsx'
import { useFact, useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import type { useTrace } from './use-trace.ts'

/** What the trace store lacks: nothing of this id, no answer, or parts left out. */
export const TraceMissing = ({ trace }: { trace: ReturnType<typeof useTrace> }) => {
  const { t } = useWords()
  const fact = useFact()
  const { evidence, isFresh, openedAt } = trace
  if (evidence === undefined) return null
  const retry = (): void => void trace.refetch()
  if (evidence.trace.state === 'unavailable')
    return <Unavailable name={t('trace:traceStore', { source: evidence.trace.source })} part={evidence.trace} onRetry={retry} />
  if (evidence.trace.state === 'found') {
    return evidence.trace.value.notes.map((note) => (
      <Notice key={`${note.code} ${JSON.stringify(note.params)}`} kind="none">
        {fact(note)}
      </Notice>
    ))
  }
  return (
    <Empty>
      <p>
        <b>{t('trace:notFound', { id: evidence.traceId })}</b>{' '}
        {t('trace:notFoundSay', { source: evidence.trace.source, searched: evidence.trace.searched })}{' '}
        {evidence.missing.map(fact).join(' ')}
      </p>
      <p aria-live="polite">
        {isFresh ? t('trace:waiting') : t('trace:lookedAgain', { seconds: Math.round((Date.now() - openedAt) / 1000) })}
      </p>
      {evidence.logs.state === 'found' && <p>{t('trace:spansMissing')}</p>}
      <p className={text.row}>
        <Button onClick={retry}>{t('retry')}</Button>
        <LinkButton to="/logs" search={{ q: evidence.traceId }}>
          {t('trace:searchLogs')}
        </LinkButton>
      </p>
    </Empty>
  )
}
