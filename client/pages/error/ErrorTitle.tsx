import type { ErrorDetail, ErrorGroup } from '#contract/triage.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { Ago } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'

export interface ErrorTitleProps {
  group: ErrorGroup
  environment: string | undefined
  seen: ErrorDetail['seen']
}

/** What failed and where; when and how often in the environment that is looked at. */
export const ErrorTitle = ({ group, environment, seen }: ErrorTitleProps) => {
  const { t } = useWords()
  const format = useFormat()
  const { labelOf } = useEnvironments()
  const here = group.environments.find((each) => each.environment === environment)
  const exposure = seen.find((each) => each.environment === environment)
  const { firstSeen, lastSeen, count } = here ?? group
  const percent = exposure === undefined || exposure.requests === 0 ? null : (exposure.errors / exposure.requests) * 100
  return (
    <PageTitle
      title={`${group.type} ${group.place}`}
      facts={
        <>
          <span className={`${text.mono} ${text.small}`}>{group.endpoint}</span>
          {environment !== undefined && <span>{t('error:inEnvironment', { environment: labelOf(environment) })}</span>}
          <span>{t('error:first', { at: format.short(firstSeen) })}</span>
          <span>
            {t('error:last')} <Ago at={lastSeen} />
          </span>
          <span>{t('times', { count })}</span>
          {percent !== null && <span>{t('error:share', { percent: format.number(percent, 1) })}</span>}
        </>
      }
      actions={<CopyButton kind="plain" icon="link" label={t('copyLink')} value={() => window.location.href} />}
    >
      {group.type}{' '}
      <span className={text.soft} style={{ fontWeight: 'var(--weight-medium)' }}>
        {t('error:in')} {group.place}
      </span>
    </PageTitle>
  )
}
