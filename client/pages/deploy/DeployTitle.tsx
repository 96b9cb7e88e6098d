import IconPlus from '@tabler/icons-react/icons/IconPlus'
import type { Integration } from '#contract/workspace.ts'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Icon } from '../../components/Icon.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { ReleaseChip } from '../../components/ReleaseChip.tsx'
import { releaseName } from '../../components/release-name.ts'
import { Ago } from '../../components/Time.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './DeployPage.module.css'
import type { usePlace } from './use-deploy.ts'

interface DeployTitleProps {
  title: string
  service: string
  environment: string
  place: ReturnType<typeof usePlace>
  base: Integration['base'] | undefined
  onNewBranch: () => void
}

export const DeployTitle = ({ title, service, environment, place, base, onNewBranch }: DeployTitleProps) => {
  const { t } = useWords()
  const { live } = place
  return (
    <PageTitle
      title={title}
      facts={
        <>
          {live === null || place.environment === undefined ? (
            <span>{t('deploy:nothingRuns')}</span>
          ) : (
            <>
              <span>
                {t('deploy:runningNow')}{' '}
                <ReleaseChip short release={releaseName({ service, environment: place.environment.name, number: live.number })} />
              </span>
              <span>
                {t('deploy:byWhen', { branches: t('branches', { count: live.branches }), who: live.by })} <Ago at={live.since} />
              </span>
            </>
          )}
          {base !== undefined && (
            <span className={`${text.noPhone} ${css.base}`}>
              {t('deploy:base', { branch: base.branch })} <span className={`${text.mono} ${text.small}`}>{base.commit.slice(0, 7)}</span>{' '}
              <CopyButton value={base.commit} size="tiny" />
            </span>
          )}
        </>
      }
      actions={
        <Button onClick={onNewBranch}>
          <Icon of={IconPlus} />
          {t('deploy:newBranch')}
        </Button>
      }
    >
      {service} <span className={text.soft}>{t('deploy:to', { environment })}</span>
    </PageTitle>
  )
}
