import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import type { Release } from '#contract/deployment.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Icon } from '../../components/Icon.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { shortRelease } from '../../components/release-name.ts'
import { type Severity, Shape } from '../../components/Shape.tsx'
import { Ago, Time } from '../../components/Time.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './ReleasePage.module.css'

interface ReleaseTitleProps {
  release: Release
  previous: Release | null
  onRollback: (to: 'here' | 'before') => void
}

const shapeOf = (release: Release): Severity => {
  if (release.state === 'building') return 'run'
  if (release.state === 'failed') return 'bad'
  return release.standby === 'live' ? 'ok' : 'none'
}

/** Both ways: back to this one, or back to what was before it. */
export const ReleaseActions = ({ release, previous, onRollback }: ReleaseTitleProps) => {
  const { t } = useWords()
  const { service, environment, standby, state } = release
  const isLive = standby === 'live'
  return (
    <>
      {isLive && previous !== null && (
        <Button kind="dangerWeak" className={css.wide} onClick={() => onRollback('before')}>
          <Icon of={IconArrowBackUp} />
          {t('release:rollBackBefore', { release: shortRelease(previous) })}
        </Button>
      )}
      {!isLive && state === 'ready' && release.live.length > 0 && (
        <Button
          kind="dangerWeak"
          className={css.wide}
          disabled={standby === 'gone'}
          title={standby === 'gone' ? t('release:gone') : undefined}
          onClick={() => onRollback('here')}
        >
          <Icon of={IconArrowBackUp} />
          {t('release:rollBackTo')}
        </Button>
      )}
      <LinkButton to="/services/$service/deploy/$environment" params={{ service, environment }} className={text.noPhone}>
        {t('release:deploy')}
      </LinkButton>
    </>
  )
}

/** Its name and its state in words. */
export const ReleaseTitle = (props: ReleaseTitleProps) => {
  const { t } = useWords()
  const { release } = props
  const { standby, state } = release
  const isLive = standby === 'live'
  const last = release.live.at(-1)
  return (
    <PageTitle
      title={release.id}
      facts={
        <>
          <span>{t('release:made', { who: release.createdBy })}</span>
          <Ago at={release.createdAt} />
          <span>{t('branches', { count: release.branches.length })}</span>
          {last !== undefined && (
            <span>
              {t(last.to === null ? 'release:stateLiveSince' : 'release:stateLast')} <Time at={last.to ?? last.from} />
            </span>
          )}
        </>
      }
      actions={<ReleaseActions {...props} />}
    >
      <span className={css.heading}>
        <Shape kind={shapeOf(release)} size={11} />
        <span className={text.mono}>{release.id}</span>
        <CopyButton value={release.id} />
        <span className={css.state}>
          {state === 'building' && t('release:stateBuilding')}
          {state === 'failed' && t('release:stateFailed')}
          {state === 'ready' &&
            (isLive ? t('release:stateLive') : release.live.length === 0 ? t('release:stateNever') : t(`service:standby_${standby}`))}
        </span>
      </span>
    </PageTitle>
  )
}
