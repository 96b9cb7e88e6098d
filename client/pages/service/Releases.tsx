import { useInfiniteQuery } from '@tanstack/react-query'
import type { Release } from '#contract/deployment.ts'
import { Button } from '../../components/Button.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Failure } from '../../components/Failure.tsx'
import { ReleaseChip } from '../../components/ReleaseChip.tsx'
import { Section } from '../../components/Section.tsx'
import { type Severity, Shape } from '../../components/Shape.tsx'
import { Ago, Duration } from '../../components/Time.tsx'
import { type ApiError, call, toApiError } from '../../data/api.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ServicePage.module.css'

type Page = { items: Release[]; next: string | null }

/** All releases of a service in time, whatever the environment. */
export const Releases = ({ service }: { service: string }) => {
  const { t } = useWords()
  const pages = useInfiniteQuery<Page, ApiError, { pages: Page[] }, unknown[], string | undefined>({
    queryKey: ['releases', 'pages', service],
    queryFn: ({ pageParam, signal }) => call('releases', { query: { service, limit: 30, after: pageParam } }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const releases = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={t('service:releases')} say={t('service:releasesSay')}>
      {pages.error !== null && <Failure error={toApiError(pages.error)} onRetry={() => void pages.refetch()} />}
      {pages.isSuccess && releases.length === 0 && (
        <Empty>
          <p>
            <b>{t('service:noReleases')}</b> {t('service:noReleasesSay')}
          </p>
        </Empty>
      )}
      {releases.length > 0 && (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('service:release')}</th>
              <th scope="col">{t('service:contents')}</th>
              <th scope="col">{t('service:by')}</th>
              <th scope="col">{t('service:created')}</th>
              <th scope="col">{t('service:live')}</th>
              <th scope="col">{t('service:standby')}</th>
            </tr>
          </thead>
          <tbody>
            {releases.map((release) => (
              <tr key={release.id}>
                <td>
                  <ReleaseChip short release={release.id} />
                </td>
                <td className={text.soft}>{t('branches', { count: release.branches.length })}</td>
                <td className={text.soft}>{release.createdBy}</td>
                <td className={`${text.soft} ${text.nowrap}`}>
                  <Ago at={release.createdAt} />
                </td>
                <td className={text.soft}>
                  <LiveWords release={release} />
                </td>
                <td>
                  <StandbyWord release={release} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pages.hasNextPage && (
        <Button className={css.more} disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('service:older')}
        </Button>
      )}
    </Section>
  )
}

const LiveWords = ({ release }: { release: Release }) => {
  const { t } = useWords()
  const current = release.live.find((interval) => interval.to === null)
  if (current !== undefined) {
    return (
      <>
        {t('service:isLive')} <Ago at={current.from} />
      </>
    )
  }
  if (release.live.length === 0) return t('service:neverLive')
  const ms = release.live.reduce((sum, { from, to }) => sum + ((to ?? from) - from), 0)
  return <Duration ms={ms} />
}

const shapes: Record<Release['standby'], Severity> = { live: 'ok', warm: 'ok', artifact: 'none', gone: 'none' }

const StandbyWord = ({ release }: { release: Release }) => {
  const { t } = useWords()
  if (release.state !== 'ready') {
    return (
      <span className={css.state}>
        <Shape kind={release.state === 'failed' ? 'bad' : 'run'} />
        <span className={release.state === 'failed' ? text.bad : text.soft}>{t(`service:state_${release.state}`)}</span>
      </span>
    )
  }
  return (
    <span className={css.state}>
      <Shape kind={shapes[release.standby]} />
      <span className={text.soft}>{t(`service:standby_${release.standby}`)}</span>
    </span>
  )
}
