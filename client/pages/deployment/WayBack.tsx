import type { Deployment } from '#contract/deployment.ts'
import { releaseName } from '../../components/release-name.ts'
import { Section } from '../../components/Section.tsx'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './Rail.module.css'

/** What stands ready to go back to, and what that costs. */
export const WayBack = ({ deployment }: { deployment: Deployment }) => {
  const { t } = useWords()
  const { service, environment, previous } = deployment
  const releases = useCall('releases', { query: { service, environment } }, { enabled: previous !== null })
  const standby = releases.data?.items.find((release) => release.number === previous)?.standby
  return (
    <Section title={t('deployment:wayBack')}>
      <p className={`${text.soft} ${css.none}`}>
        {previous === null && t('deployment:back_none')}
        {previous !== null &&
          standby !== undefined &&
          t(`deployment:back_${standby}`, { release: releaseName({ service, environment, number: previous }) })}
      </p>
    </Section>
  )
}
