import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { Button } from '../../components/Button.tsx'
import { Empty, Snippet } from '../../components/Empty.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AddService } from './AddService.tsx'
import { ServiceTable } from './ServiceTable.tsx'

const snippet = `services:
  - name: staff-service
    repository: /srv/git/staff-service.git
    base: main
    language: node
    build: { run: npm ci && npm run build, artifact: dist }
    start: { run: node server.js }
    health: { http: /health, deadline: 60s }`

/** What is built and deployed as one, and how. */
export const ServicesPage = (): ReactNode => {
  const { t } = useWords()
  const search = useSearch({ from: '/services' })
  const navigate = useNavigate({ from: '/services' })
  const services = useCall('services', {})
  const all = services.data?.items ?? []
  const text = search.q ?? ''
  const needle = text.toLowerCase()
  const shown = all.filter(({ name, repository }) => `${name}\n${repository}`.toLowerCase().includes(needle))
  const setText = useCallback(
    (q: string) => void navigate({ search: { ...search, q: q === '' ? undefined : q }, replace: true, resetScroll: false }),
    [navigate, search],
  )
  const openForm = (open: boolean): void =>
    void navigate({ search: { ...search, add: open ? true : undefined }, replace: !open, resetScroll: false })
  const addButton = (
    <Button kind={all.length === 0 ? 'primary' : 'plain'} onClick={() => openForm(true)}>
      <Icon of={IconPlus} />
      {t('services:add')}
    </Button>
  )
  return (
    <>
      <PageTitle
        title={t('services:title')}
        facts={
          <span>
            {shown.length === all.length
              ? t('services:count', { count: all.length })
              : t('services:shown', { shown: shown.length, all: all.length })}
          </span>
        }
        actions={
          <>
            <SearchBox label={t('services:filter')} value={text} onChange={setText} />
            {all.length > 0 && addButton}
          </>
        }
      />
      {services.error !== null && <Failure error={services.error} onRetry={() => void services.refetch()} />}
      {services.isPending && services.error === null && <Loading />}
      {services.isSuccess && all.length === 0 && (
        <Empty>
          <p>
            <b>{t('services:empty')}</b> {t('services:emptySay')}
          </p>
          <Snippet>{snippet}</Snippet>
          {addButton}
        </Empty>
      )}
      {services.isSuccess && all.length > 0 && shown.length === 0 && (
        <Empty>
          <b>{t('services:noMatch', { text })}</b>
          <Link to="/services">{t('services:clear')}</Link>
        </Empty>
      )}
      {shown.length > 0 && <ServiceTable services={shown} />}
      {search.add && <AddService onClose={() => openForm(false)} />}
    </>
  )
}
