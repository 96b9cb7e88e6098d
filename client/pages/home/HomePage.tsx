import { Link } from '@tanstack/react-router'
import { DeploymentTable } from '../../components/DeploymentTable.tsx'
import { Failure } from '../../components/Failure.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { Section } from '../../components/Section.tsx'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import { PasteBox } from '../../paste/PasteBox.tsx'
import text from '../../styles/text.module.css'
import css from './HomePage.module.css'
import { NothingYet } from './NothingYet.tsx'
import { SamplePanel } from './SamplePanel.tsx'
import { WrongNow } from './WrongNow.tsx'

const shownDeployments = 6

/** Paste first; then what is wrong, where, since which release; then what was deployed. */
export const HomePage = () => {
  const { t } = useWords()
  const services = useCall('services', {})
  const sample = useCall('sample', {}, { every: 5_000 })
  const deployments = useCall('deployments', { query: { limit: shownDeployments } })
  const isEmpty = services.data?.items.length === 0
  return (
    <>
      <PageTitle title={t('home:title')} hidden />
      <PasteBox big />
      <p className={`${text.muted} ${text.dots} ${text.noPhone} ${css.also}`}>
        <span>{t('paste:also')}</span>
        <span>{t('paste:several')}</span>
      </p>
      {services.error !== null && <Failure error={services.error} onRetry={() => void services.refetch()} />}
      {sample.data !== undefined && <SamplePanel sample={sample.data} />}
      {isEmpty && sample.data?.state === 'absent' && <NothingYet />}
      {services.data !== undefined && !isEmpty && (
        <>
          <WrongNow />
          <Section title={t('home:recent')} end={<Link to="/environments">{t('home:allDeployments')}</Link>}>
            {deployments.error !== null && <Failure error={deployments.error} onRetry={() => void deployments.refetch()} />}
            {deployments.data?.items.length === 0 && <p className={css.none}>{t('home:noDeployments')}</p>}
            {deployments.data !== undefined && deployments.data.items.length > 0 && (
              <DeploymentTable deployments={deployments.data.items} />
            )}
          </Section>
        </>
      )}
    </>
  )
}
