import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { Deployment } from '#contract/deployment.ts'
import { Button } from '../../components/Button.tsx'
import { DeploymentTable } from '../../components/DeploymentTable.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Section } from '../../components/Section.tsx'
import { type ApiError, call, toApiError } from '../../data/api.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './EnvironmentsPage.module.css'

const pageSize = 20

/** Deployments newest first, over all environments or one, page after page. */
export const DeploymentList = () => {
  const { t } = useWords()
  const search = useSearch({ from: '/environments' })
  const only = search.only === true && search.env !== undefined
  const environment = only ? search.env : undefined
  const { labelOf } = useEnvironments()
  const pages = useInfiniteQuery<{ items: Deployment[]; next: string | null }, ApiError, Deployment[], unknown[], string | undefined>({
    queryKey: ['deployments', 'pages', environment],
    queryFn: ({ pageParam, signal }) => call('deployments', { query: { environment, limit: pageSize, after: pageParam } }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    select: ({ pages: all }) => all.flatMap((page) => page.items),
  })
  const items = pages.data ?? []
  const count = { count: items.length }
  return (
    <Section
      title={t('board:recent')}
      say={items.length > 0 ? (pages.hasNextPage ? t('board:newest', count) : t('board:allShown', count)) : undefined}
      end={
        search.env !== undefined && (
          <Link to="/environments" search={{ ...search, only: only ? undefined : true }} resetScroll={false}>
            {only ? t('board:everywhere') : t('board:onlyThis', { environment: labelOf(search.env) })}
          </Link>
        )
      }
    >
      {pages.error !== null && <Failure error={toApiError(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && items.length === 0 && (
        <Empty>
          <p>
            <b>{t('board:recentEmpty')}</b> {t('board:recentEmptySay')}
          </p>
        </Empty>
      )}
      {items.length > 0 && <DeploymentTable deployments={items} />}
      {pages.hasNextPage && (
        <Button className={css.older} disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('board:older')}
        </Button>
      )}
    </Section>
  )
}
