import type { ReactNode } from 'react'
import { Button } from '../../components/Button.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { Section } from '../../components/Section.tsx'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Backends } from './Backends.tsx'
import { Connect } from './Connect.tsx'
import { ConsoleFacts } from './ConsoleFacts.tsx'
import { PreferenceChoices } from './PreferenceChoices.tsx'
import { SampleControl } from './SampleControl.tsx'
import css from './SettingsPage.module.css'

/** Is each backend reachable, with which version, and how do I connect mine? */
export const SettingsPage = (): ReactNode => {
  const { t } = useWords()
  const query = useCall('settings', {})
  const settings = query.data
  return (
    <>
      <PageTitle title={t('settings:title')} />
      {query.error !== null && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && query.error === null && <Loading />}
      {settings !== undefined && (
        <>
          <Section
            title={t('settings:backends')}
            say={t('settings:backendsSay', {
              up: settings.backends.filter((backend) => backend.state === 'reachable').length,
              all: settings.backends.length,
            })}
            end={
              <Button kind="tool" disabled={query.isFetching} onClick={() => void query.refetch()}>
                {t('settings:checkAgain')}
              </Button>
            }
          >
            <Backends backends={settings.backends} />
          </Section>
          <div className={css.columns}>
            <ConsoleFacts settings={settings} />
            <div>
              <PreferenceChoices />
              <SampleControl />
            </div>
          </div>
          <Connect settings={settings} />
        </>
      )}
    </>
  )
}
