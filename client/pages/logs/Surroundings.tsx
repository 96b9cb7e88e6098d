import { Link } from '@tanstack/react-router'
import type { LogRecord } from '#contract/telemetry.ts'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { ContextRow } from './ContextRow.tsx'
import css from './LogRow.module.css'
import { surroundings } from './logs-model.ts'

const contextLimit = 200

/** What the same instance printed just before and after, oldest first as it was printed. */
export const Surroundings = ({ record }: { record: LogRecord }) => {
  const { t } = useWords()
  const format = useFormat()
  const around = surroundings(record)
  const query = useCall('logs', { query: { ...around, limit: contextLimit } }, { staleMs: 60_000 })
  const records = [...(query.data?.items ?? [])].reverse()
  return (
    <section aria-label={t('logs:around')}>
      <p className={css.aroundHead}>
        <b className={text.medium}>{t('logs:around')}</b>
        <span className={text.soft}>{t('logs:aroundSay')}</span>
        {query.data !== undefined && query.data.items.length < query.data.total && (
          <span className={text.muted}>
            {t('logs:aroundCut', { shown: format.number(query.data.items.length), total: format.number(query.data.total) })}
          </span>
        )}
        <Link className={text.link} to="/logs" search={{ env: record.environment, ...around, open: record.id }}>
          {t('logs:aroundSearch')}
        </Link>
      </p>
      {query.error !== null && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <ul className={css.contextList} tabIndex={0}>
        {records.map((other) => (
          <ContextRow key={other.id} record={other} isSelf={other.id === record.id} />
        ))}
      </ul>
    </section>
  )
}
