import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../../components/Button.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { useCall } from '../../data/use-call.ts'
import { useEnvironmentChoice } from '../../data/use-environment-choice.ts'
import { useWords } from '../../i18n/use-words.ts'
import { NoTraces } from './NoTraces.tsx'
import { TraceFilters, type TraceSearch } from './TraceFilters.tsx'
import css from './TracesPage.module.css'
import { TraceTable } from './TraceTable.tsx'

const pageSize = 50

/** Traces of the environment, newest first, narrowed by what the address says. */
export const TracesPage = () => {
  const { t } = useWords()
  const search = useSearch({ from: '/traces' })
  const navigate = useNavigate({ from: '/traces' })
  const { current } = useEnvironmentChoice()
  const { q, service, failed, minMs, before } = search
  const traces = useCall(
    'traces',
    { query: { environment: current, q, service, failed: failed ? 'true' : undefined, minMs, before, limit: pageSize } },
    // Following a page of the past would move its rows away under the reader.
    { enabled: current !== undefined, every: before === undefined ? 10_000 : false, keep: true },
  )
  const items = traces.data?.items ?? []
  const next = traces.data?.next ?? null
  const show = (change: TraceSearch & { before?: number }): void =>
    void navigate({ search: (all) => ({ ...all, before: undefined, ...change }), replace: change.before === undefined })
  return (
    <>
      <PageTitle title={t('traces:title')} facts={<span>{t('traces:shown', { count: items.length })}</span>} />
      <TraceFilters search={search} onChange={show} />
      {traces.error !== null && <Failure error={traces.error} onRetry={() => void traces.refetch()} />}
      {traces.isPending && traces.error === null && <Loading />}
      {items.length > 0 && <TraceTable traces={items} />}
      {traces.isSuccess && items.length === 0 && (
        <NoTraces isFiltered={[q, service, failed, minMs, before].some((value) => value !== undefined)} />
      )}
      <div className={css.pager}>
        {before !== undefined && <Button onClick={() => show({ before: undefined })}>{t('traces:newest')}</Button>}
        {next !== null && items.length > 0 && <Button onClick={() => show({ before: Number(next) })}>{t('traces:older')}</Button>}
      </div>
    </>
  )
}
