import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './LogsPage.module.css'
import type { Logs } from './use-logs.ts'

/** How much of the answer is here: never a list that just ends. */
export const LogCount = ({ logs }: { logs: Logs }) => {
  const { t } = useWords()
  const format = useFormat()
  const { first, records } = logs
  const last = records.at(-1)
  const newest = records[0]
  if (first === undefined) return <p className={css.count} />
  const isAll = first.totalIsExact && records.length >= first.total
  const amounts = { shown: format.number(records.length), total: format.number(first.total) }
  return (
    <p className={css.count} role="status">
      {records.length > 0 && (
        <b className={`${text.strong} ${text.tabular}`}>
          {isAll
            ? t('logs:allOf', { count: records.length, formatted: amounts.shown })
            : t(first.totalIsExact ? 'logs:newest' : 'logs:newestSome', amounts)}
        </b>
      )}
      {newest !== undefined && last !== undefined && (
        <span className={`${text.muted} ${text.tabular}`}>
          {format.short(last.at)} – {format.short(newest.at)}
        </span>
      )}
      <span className={`${text.muted} ${text.tabular}`}>{t('logs:took', { ms: format.number(first.tookMs, 1) })}</span>
    </p>
  )
}
