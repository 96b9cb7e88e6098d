import type { Integration } from '#contract/workspace.ts'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { ReleaseChip } from '../../components/ReleaseChip.tsx'
import { Shape } from '../../components/Shape.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './DeployBar.module.css'

interface DeployBarProps {
  preview: Integration | undefined
  ticked: number
  isStale: boolean
  isSending: boolean
  failed: boolean
  /** Name of the release that the click would make; null while it is not known. */
  release: string | null
  environment: string
  base: string
  command: () => string
  onDeploy: () => void
}

const verdictOf = ({ preview, failed }: DeployBarProps): 'previewFailed' | 'computing' | 'clean' | 'notClean' => {
  if (failed) return 'previewFailed'
  if (preview === undefined) return 'computing'
  return preview.conflicts.length === 0 && preview.branches.every((branch) => branch.outcome === 'merged' || branch.outcome === 'contained')
    ? 'clean'
    : 'notClean'
}

/** What the click would do, and the click. */
export const DeployBar = (props: DeployBarProps) => {
  const { t } = useWords()
  const { preview, ticked, isStale, isSending, release, environment, base, command, onDeploy } = props
  const verdict = verdictOf(props)
  const sum = {
    branches: t('branches', { count: ticked }),
    commits: t('commits', { count: preview?.commits ?? 0 }),
    people: t('people', { count: preview?.people.length ?? 0 }),
  }
  return (
    <div className={css.bar}>
      <p className={css.sum} aria-live="polite">
        <b className={text.strong}>{preview === undefined ? sum.branches : t('deploy:sum', sum)}</b>
        {release !== null && (
          <span className={`${css.target} ${text.noPhone}`}>
            <span className={text.muted}>→</span> <ReleaseChip release={release} link={false} />
          </span>
        )}
        <span className={`${css.verdict} ${isStale ? css.stale : ''}`}>
          {verdict === 'notClean' && <Shape kind="bad" />}
          {verdict === 'previewFailed' && <Shape kind="warn" />}
          <span className={verdict === 'notClean' ? text.bad : text.muted}>{t(`deploy:${verdict}`)}</span>
        </span>
      </p>
      <span className={text.noPhone}>
        <CopyButton kind="plain" value={command}>
          {t('deploy:command')}
        </CopyButton>
      </span>
      <Button kind="primary" disabled={verdict !== 'clean' || isStale || isSending} onClick={onDeploy}>
        {ticked === 0 ? t('deploy:deployBase', { base }) : t('deploy:deploy', { environment })}
      </Button>
    </div>
  )
}
