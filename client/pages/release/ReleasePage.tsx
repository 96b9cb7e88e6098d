import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { releaseName, shortRelease } from '../../components/release-name.ts'
import { useCall } from '../../data/use-call.ts'
import { RollbackDialog } from '../../rollback/RollbackDialog.tsx'
import text from '../../styles/text.module.css'
import { Commits } from './Commits.tsx'
import { Contents } from './Contents.tsx'
import { Deployments } from './Deployments.tsx'
import { Effect } from './Effect.tsx'
import { Files } from './Files.tsx'
import css from './ReleasePage.module.css'
import { ReleaseActions, ReleaseTitle } from './ReleaseTitle.tsx'

/** What is in it, what did it do to errors, how do I go back? */
export const ReleasePage = (): ReactNode => {
  const { service, environment, number } = useParams({ from: '/releases/$service/$environment/$number' })
  const search = useSearch({ from: '/releases/$service/$environment/$number' })
  const navigate = useNavigate({ from: '/releases/$service/$environment/$number' })
  const query = useCall('release', { params: { service, environment, number } }, { every: 30_000 })
  const name = releaseName({ service, environment, number: Number(number) })
  const openRollback = (rollback: 'here' | 'before' | undefined): void =>
    void navigate({ search: { ...search, rollback }, replace: rollback === undefined, resetScroll: false })
  if (query.data === undefined) {
    return (
      <>
        <PageTitle title={name} />
        {query.error === null ? <Loading /> : <Failure error={query.error} onRetry={() => void query.refetch()} />}
      </>
    )
  }
  const { release, previous, commits, commitsTotal, files, configChanges, deployments, effect } = query.data
  const before = previous === null ? null : shortRelease(previous)
  const target = search.rollback === 'here' ? release.number : search.rollback === 'before' ? previous?.number : undefined
  return (
    <>
      <ReleaseTitle release={release} previous={previous} onRollback={openRollback} />
      {query.error !== null && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      <div className={css.columns}>
        <div className={css.main}>
          <Effect release={release} effect={effect} />
          <Commits commits={commits} total={commitsTotal} before={before} />
          <Files files={files} />
          <Deployments deployments={deployments} />
        </div>
        <aside>
          <Contents release={release} before={before} configChanges={configChanges} />
        </aside>
      </div>
      <div className={`${css.foot} ${text.onlyPhone}`}>
        <ReleaseActions release={release} previous={previous} onRollback={openRollback} />
      </div>
      {target !== undefined && (
        <RollbackDialog service={service} environment={environment} to={target} onClose={() => openRollback(undefined)} />
      )}
    </>
  )
}
