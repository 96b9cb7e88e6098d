import { useInfiniteQuery } from '@tanstack/react-query'
import type { RouteAnswer } from '#contract/routes.ts'
import { Button } from '../../components/Button.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../components/use-format.ts'
import { type ApiError, call, toApiError } from '../../data/api.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { BranchRow } from './BranchRow.tsx'
import css from './ServicePage.module.css'

type Page = RouteAnswer<'branches'>
const pageSize = 50

interface BranchesProps {
  service: string
  base: string
  text: string
  onText: (text: string) => void
}

/** Branches, newest first; the search runs on the server over all of them. */
export const Branches = ({ service, base, text: q, onText }: BranchesProps) => {
  const { t } = useWords()
  const format = useFormat()
  const pages = useInfiniteQuery<Page, ApiError, { pages: Page[] }, unknown[], string | undefined>({
    queryKey: ['branches', 'pages', service, q],
    queryFn: ({ pageParam, signal }) =>
      call('branches', { params: { service }, query: { q: q === '' ? undefined : q, limit: pageSize, after: pageParam } }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
  const branches = pages.data?.pages.flatMap((page) => page.items) ?? []
  const total = pages.data?.pages[0]?.total ?? 0
  return (
    <Section
      title={t('service:branches')}
      say={
        <>
          <span>{t('service:branchesSay', { base })}</span>
          {total > 0 && (
            <span className={text.tabular}>· {t('newestOf', { shown: format.number(branches.length), total: format.number(total) })}</span>
          )}
        </>
      }
    >
      <div className={css.tools}>
        <SearchBox label={t('service:search')} value={q} onChange={onText} />
      </div>
      {pages.error !== null && <Failure error={toApiError(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isPending && pages.error === null && <Loading />}
      {pages.isSuccess && branches.length === 0 && (
        <Empty>
          {q === '' ? (
            <b>{t('service:noBranches', { base })}</b>
          ) : (
            <>
              <p>
                <b>{t('service:noMatch', { text: q })}</b> {t('service:noMatchSay')}
              </p>
              <Button onClick={() => onText('')}>{t('service:clearSearch')}</Button>
            </>
          )}
        </Empty>
      )}
      {branches.length > 0 && (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('service:branch')}</th>
              <th scope="col">{t('service:head')}</th>
              <th scope="col">{t('service:author')}</th>
              <th scope="col">{t('service:age')}</th>
              <th scope="col" className={css.num}>
                {t('service:ahead')}
              </th>
              <th scope="col" className={css.num}>
                {t('service:behind')}
              </th>
            </tr>
          </thead>
          <tbody>
            {branches.map((branch) => (
              <BranchRow key={branch.name} branch={branch} />
            ))}
          </tbody>
        </table>
      )}
      {pages.hasNextPage && (
        <Button className={css.more} disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Section>
  )
}
