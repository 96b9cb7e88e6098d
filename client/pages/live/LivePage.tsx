import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback, useMemo } from 'react'
import { Failure } from '../../components/Failure.tsx'
import { FollowList } from '../../components/FollowList.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { Time } from '../../components/Time.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { useWords } from '../../i18n/use-words.ts'
import { InstanceChips } from './InstanceChips.tsx'
import css from './LivePage.module.css'
import { LiveRowView } from './LiveRowView.tsx'
import { LiveState } from './LiveState.tsx'
import { LiveTools } from './LiveTools.tsx'
import type { LiveRow } from './live-rows.ts'
import { NothingLive } from './NothingLive.tsx'
import { useInstances } from './use-instances.ts'
import { useLive } from './use-live.ts'

const keyOf = (row: LiveRow): number => row.id

/** What do these instances print right now? */
export const LivePage = (): ReactNode => {
  const { t } = useWords()
  const search = useSearch({ from: '/live' })
  const navigate = useNavigate({ from: '/live' })
  const change = useCallback(
    (next: Partial<typeof search>) =>
      void navigate({ search: (before: typeof search) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  )
  const instances = useInstances()
  const filter = search.filter ?? ''
  const subject = [instances.environment, search.service, search.instances, filter].join('\n')
  const live = useLive({ subject, instances: instances.chosen.join(','), filter })
  const { state, setFollowing } = live
  const terms = useMemo(() => (filter === '' ? [] : [filter]), [filter])
  useKeys({ f: () => setFollowing(state.paused) })
  const isEmpty = state.rows.length === 0
  return (
    <div className={css.page}>
      <PageTitle title={t('live:title')} hidden />
      <LiveTools search={search} change={change} instances={instances} />
      <InstanceChips instances={instances} change={change} />
      {instances.query.error !== null && <Failure error={instances.query.error} onRetry={() => void instances.query.refetch()} />}
      {live.refusal !== null && (
        <div role="alert">
          <Notice kind="bad">
            {t('live:refused')} {live.refusal}
          </Notice>
        </div>
      )}
      {live.offlineSince !== null && (
        <div role="status">
          <Notice>
            {t('live:offline')} <Time at={live.offlineSince} precision="second" />
          </Notice>
        </div>
      )}
      {isEmpty && live.refusal === null ? (
        <NothingLive instances={instances} filter={filter} />
      ) : (
        <FollowList
          items={state.rows}
          keyOf={keyOf}
          estimate={22}
          label={t('live:rows')}
          following={!state.paused}
          onFollow={setFollowing}
          className={css.box}
        >
          {(row) => (
            <LiveRowView
              row={row}
              terms={terms}
              isWrapped={search.wrap === true}
              hasTimes={search.times !== false}
              series={instances.chosen.length > 1 ? (row.kind === 'line' ? (instances.series.get(row.line.instance) ?? 7) : null) : null}
            />
          )}
        </FollowList>
      )}
      <LiveState state={state} search={search} environment={instances.environment} onFollow={setFollowing} />
    </div>
  )
}
