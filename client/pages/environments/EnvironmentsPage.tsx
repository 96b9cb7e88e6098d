import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { LinkButton } from '../../components/Button.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { useCall } from '../../data/use-call.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import { RollbackDialog } from '../../rollback/RollbackDialog.tsx'
import text from '../../styles/text.module.css'
import { Board } from './Board.tsx'
import { BoardLegend } from './BoardLegend.tsx'
import { buildBoard } from './board-model.ts'
import { DeploymentList } from './DeploymentList.tsx'
import css from './EnvironmentsPage.module.css'
import { EnvironmentTabs } from './EnvironmentTabs.tsx'

/** Which release of each service is where, who put it there, is it healthy? */
export const EnvironmentsPage = (): ReactNode => {
  const { t } = useWords()
  const search = useSearch({ from: '/environments' })
  const navigate = useNavigate({ from: '/environments' })
  const services = useCall('services', {})
  const environments = useEnvironments()
  const board = useCall('board', {}, { every: 15_000 })
  const cells = board.data?.items ?? []
  const all = services.data?.items ?? []
  const rows = buildBoard(all, environments.items, cells, search.q ?? '')
  const shown = search.env ?? environments.items.at(-1)?.name ?? ''
  const error = services.error ?? environments.error ?? board.error
  const isKnown = services.isSuccess && !environments.isPending && board.isSuccess
  const setFilter = useCallback(
    (q: string) => void navigate({ search: { ...search, q: q === '' ? undefined : q }, replace: true, resetScroll: false }),
    [navigate, search],
  )
  const openRollback = (place: string | undefined): void =>
    void navigate({ search: { ...search, rollback: place }, replace: place === undefined, resetScroll: false })
  const [service, environment] = search.rollback?.split('/') ?? []
  const target = cells.find((cell) => cell.service === service && cell.environment === environment)
  return (
    <>
      <PageTitle
        title={t('board:title')}
        facts={
          <>
            <span className={text.noPhone}>{t('board:errorsNote')}</span>
            {isKnown && <span>{t('board:shown', { shown: rows.length, all: all.length })}</span>}
          </>
        }
        actions={<SearchBox label={t('board:filter', { count: all.length })} value={search.q ?? ''} onChange={setFilter} />}
      />
      {error !== null && <Failure error={error} onRetry={() => void Promise.all([services.refetch(), board.refetch()])} />}
      {!isKnown && error === null && <Loading />}
      {isKnown && all.length === 0 && (
        <Empty>
          <p>
            <b>{t('board:empty')}</b> {t('board:emptySay')}
          </p>
          <LinkButton kind="primary" to="/services" search={{ add: true }}>
            {t('board:addService')}
          </LinkButton>
        </Empty>
      )}
      {isKnown && all.length > 0 && environments.items.length === 0 && (
        <Empty>
          <p>
            <b>{t('board:noEnvironments')}</b> {t('board:noEnvironmentsSay')}
          </p>
        </Empty>
      )}
      {isKnown && all.length > 0 && rows.length === 0 && (
        <Empty>
          <b>{t('board:noMatch', { text: search.q ?? '' })}</b>
          <Link to="/environments">{t('board:clear')}</Link>
        </Empty>
      )}
      {isKnown && rows.length > 0 && environments.items.length > 0 && (
        <>
          <EnvironmentTabs environments={environments.items} cells={cells} shown={shown} />
          <div className={css.scroller}>
            <Board rows={rows} environments={environments.items} cells={cells} shown={shown} onRollback={openRollback} />
          </div>
          <BoardLegend />
        </>
      )}
      {isKnown && all.length > 0 && <DeploymentList />}
      {target !== undefined && target.backTo !== null && (
        <RollbackDialog
          service={target.service}
          environment={target.environment}
          to={target.backTo}
          onClose={() => openRollback(undefined)}
        />
      )}
    </>
  )
}
