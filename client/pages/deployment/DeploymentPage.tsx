import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import type { Deployment } from '#contract/deployment.ts'
import { Button } from '../../components/Button.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { shortRelease } from '../../components/release-name.ts'
import { useSocketEvent } from '../../data/socket.ts'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import { RollbackDialog } from '../../rollback/RollbackDialog.tsx'
import text from '../../styles/text.module.css'
import { CauseCard } from './CauseCard.tsx'
import css from './DeploymentPage.module.css'
import { DeploymentTitle } from './DeploymentTitle.tsx'
import { Instances } from './Instances.tsx'
import { Observed } from './Observed.tsx'
import { OutputSection } from './OutputSection.tsx'
import { StageLine } from './StageLine.tsx'
import { useOutput } from './use-output.ts'
import { WayBack } from './WayBack.tsx'

/** Which stage is it in, what does it print, what ended it? */
export const DeploymentPage = (): ReactNode => {
  const { t } = useWords()
  const { id } = useParams({ from: '/deployments/$id' })
  const queries = useQueryClient()
  const query = useCall('deployment', { params: { id } })
  const takeChange = useCallback(
    (changed: Deployment) => {
      if (changed.id === id) queries.setQueryData(['deployment', { params: { id } }], changed)
    },
    [id, queries],
  )
  useSocketEvent('deployment:changed', takeChange)
  if (query.data === undefined) {
    return (
      <>
        <PageTitle title={t('deployment:title', { release: id })} />
        {query.error === null ? <Loading /> : <Failure error={query.error} onRetry={() => void query.refetch()} />}
      </>
    )
  }
  return <Story key={id} deployment={query.data} />
}

const Story = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useWords()
  const { id, service, environment, number, previous } = deployment
  const search = useSearch({ from: '/deployments/$id' })
  const navigate = useNavigate({ from: '/deployments/$id' })
  const output = useOutput(id)
  const board = useCall('board', {})
  const live = board.data?.items.find((cell) => cell.service === service && cell.environment === environment)?.live
  const isLive = deployment.switchedAt !== null && live?.number === number
  const openRollback = (open: boolean): void =>
    void navigate({ search: { ...search, rollback: open ? true : undefined }, replace: !open, resetScroll: false })
  return (
    <>
      <DeploymentTitle deployment={deployment} isLive={isLive} onRollback={() => openRollback(true)} />
      <StageLine deployment={deployment} />
      <CauseCard deployment={deployment} />
      <div className={css.columns}>
        <OutputSection deployment={deployment} state={output} />
        <aside>
          <Observed deployment={deployment} />
          <Instances deployment={deployment} />
          <WayBack deployment={deployment} />
        </aside>
      </div>
      {isLive && previous !== null && (
        <div className={`${css.foot} ${text.onlyPhone}`}>
          <Button kind="dangerWeak" className={css.wide} onClick={() => openRollback(true)}>
            <Icon of={IconArrowBackUp} />
            {t('deployment:rollBackTo', { release: shortRelease({ environment, number: previous }) })}
          </Button>
        </div>
      )}
      {search.rollback && previous !== null && (
        <RollbackDialog service={service} environment={environment} to={previous} onClose={() => openRollback(false)} />
      )}
    </>
  )
}
