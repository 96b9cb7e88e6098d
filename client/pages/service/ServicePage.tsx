import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { NewBranchDialog } from '../../components/NewBranchDialog.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { ServiceSwatch } from '../../components/ServiceSwatch.tsx'
import { useCall } from '../../data/use-call.ts'
import { useCreateBranch } from '../../data/use-create-branch.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { Branches } from './Branches.tsx'
import { Places } from './Places.tsx'
import { Releases } from './Releases.tsx'
import css from './ServicePage.module.css'

/** Branches, and releases in time over all environments. */
export const ServicePage = (): ReactNode => {
  const { t } = useWords()
  const { service: name } = useParams({ from: '/services/$service' })
  const search = useSearch({ from: '/services/$service' })
  const navigate = useNavigate({ from: '/services/$service' })
  const services = useCall('services', {})
  const service = services.data?.items.find((known) => known.name === name)
  const setText = useCallback(
    (q: string) => void navigate({ search: { ...search, q: q === '' ? undefined : q }, replace: true, resetScroll: false }),
    [navigate, search],
  )
  const creation = useCreateBranch(
    name,
    (branch) => void navigate({ search: { ...search, branch: undefined, q: branch }, resetScroll: false }),
  )
  const openBranch = (open: boolean): void =>
    void navigate({ search: { ...search, branch: open ? true : undefined }, replace: !open, resetScroll: false })
  if (services.error !== null) return <Failure error={services.error} onRetry={() => void services.refetch()} />
  if (services.isPending) return <Loading />
  if (service === undefined) {
    return (
      <>
        <PageTitle title={name} />
        <Empty>
          <p>{t('service:notFound', { service: name })}</p>
          <Link to="/services">{t('service:allServices')}</Link>
        </Empty>
      </>
    )
  }
  return (
    <>
      <PageTitle
        title={name}
        facts={
          <>
            <span className={css.language}>{service.language}</span>
            <span className={css.repository}>
              <span className={text.mono}>{service.repository}</span>
              <CopyButton value={service.repository} label={t('service:copyRepository')} />
            </span>
          </>
        }
        actions={
          <Button onClick={() => openBranch(true)}>
            <Icon of={IconPlus} />
            {t('service:newBranch')}
          </Button>
        }
      >
        <span className={css.heading}>
          <ServiceSwatch service={name} />
          {name}
        </span>
      </PageTitle>
      <Places service={name} />
      <Branches service={name} base={service.baseBranch} text={search.q ?? ''} onText={setText} />
      <Releases service={name} />
      {search.branch && (
        <NewBranchDialog
          service={name}
          base={service.baseBranch}
          creation={creation}
          onCreate={creation.mutate}
          onClose={() => openBranch(false)}
        />
      )}
    </>
  )
}
