import { type ReactNode, useEffect, useMemo } from 'react'
import { Button } from '../../components/Button.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { VirtualList } from '../../components/VirtualList.tsx'
import { toApiError } from '../../data/api.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { LogChips } from './LogChips.tsx'
import { LogCount } from './LogCount.tsx'
import { LogRow } from './LogRow.tsx'
import css from './LogsPage.module.css'
import { termsOf } from './logs-model.ts'
import { NoLogs } from './NoLogs.tsx'
import { QueryLine } from './QueryLine.tsx'
import { useLogSearch } from './use-log-search.ts'
import { useLogs } from './use-logs.ts'

/** Find lines in any environment, see their surroundings, jump to trace and release. */
export const LogsPage = (): ReactNode => {
  const { t } = useWords()
  const { search, change } = useLogSearch()
  const logs = useLogs(search)
  const { records, first } = logs
  const terms = useMemo(() => termsOf(search.q ?? ''), [search.q])
  // A linked line that lies beyond the first page is fetched page by page until it is there.
  const isLinkedMissing = search.open !== undefined && records.length > 0 && !records.some((record) => record.id === search.open)
  useEffect(() => {
    if (isLinkedMissing && logs.hasNextPage && !logs.isFetching && records.length < linkedReach) void logs.fetchNextPage()
  }, [isLinkedMissing, logs.hasNextPage, logs.isFetching, logs.fetchNextPage, records.length])
  return (
    <>
      <PageTitle title={t('logs:title')} hidden />
      <QueryLine search={search} change={change} records={records} range={logs.range} />
      <LogChips search={search} change={change} />
      <LogCount logs={logs} />
      {logs.error !== null && <Failure error={toApiError(logs.error)} onRetry={() => void logs.refetch()} />}
      {logs.isPending && logs.error === null && <Loading />}
      {first !== undefined && records.length === 0 && <NoLogs search={search} change={change} range={logs.range} />}
      {records.length > 0 && (
        <div className={logs.isPlaceholderData ? css.stale : undefined}>
          <VirtualList items={records} keyOf={(record) => record.id} estimate={28} label={t('logs:rows')} role="feed">
            {(record) => (
              <LogRow
                record={record}
                terms={terms}
                isOpen={record.id === search.open}
                onToggle={() => change({ open: record.id === search.open ? undefined : record.id }, false)}
                change={change}
              />
            )}
          </VirtualList>
          <div className={css.end}>
            {logs.hasNextPage ? (
              <Button disabled={logs.isFetchingNextPage} onClick={() => void logs.fetchNextPage()}>
                {logs.isFetchingNextPage ? t('logs:loadingOlder') : t('logs:older')}
              </Button>
            ) : (
              <p className={text.muted}>
                {t('logs:end')} {t('logs:endSay')}
              </p>
            )}
          </div>
        </div>
      )}
    </>
  )
}

/** How far a link is followed by itself; beyond it the reader goes on. */
const linkedReach = 5_000
