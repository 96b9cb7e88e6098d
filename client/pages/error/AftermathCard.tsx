import IconArrowForwardUp from '@tabler/icons-react/icons/IconArrowForwardUp'
import type { Aftermath, ErrorGroup, Verdict } from '#contract/triage.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { Icon } from '../../components/Icon.tsx'
import { ReleaseChip } from '../../components/ReleaseChip.tsx'
import { parseRelease, shortRelease } from '../../components/release-name.ts'
import { type Severity, Shape } from '../../components/Shape.tsx'
import { Time } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { Worded } from '../../components/Worded.tsx'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './Card.module.css'
import { Card } from './Card.tsx'
import { reportOf } from './report.ts'

export interface AftermathCardProps {
  aftermath: Aftermath
  group: ErrorGroup
  verdict: Verdict | undefined
  canUndo: boolean
  onUndo: () => void
}

const shapes: Record<Aftermath['outcome'], Severity> = { stopped: 'ok', did_not_stop: 'bad', not_exercised: 'none', watching: 'run' }

/** The same place on the same page, after the rollback: did the errors stop? */
export const AftermathCard = ({ aftermath, group, verdict, canUndo, onUndo }: AftermathCardProps) => {
  const { t } = useWords()
  const format = useFormat()
  const { outcome, to, errorsSince, requestsSince } = aftermath
  const left = verdict?.release == null ? null : parseRelease(verdict.release)
  return (
    <Card
      label={t('error:verdict')}
      left={
        <>
          <p className={css.say} role="status">
            <Shape kind={shapes[outcome]} size={12} />{' '}
            <Worded
              text={t('error:rolledBackTo')}
              parts={{
                release: (
                  <b>
                    <ReleaseChip release={to} />
                  </b>
                ),
              }}
            />{' '}
            <b className={outcome === 'stopped' ? css.good : undefined}>{t(`error:outcome_${outcome}`)}</b>
          </p>
          <p className={css.why}>{t('error:since', { errors: format.number(errorsSince), requests: format.number(requestsSince) })}</p>
          <div className={`${css.actions} ${text.noPhone}`}>
            {canUndo && left !== null && (
              <Button size="big" onClick={onUndo}>
                <Icon of={IconArrowForwardUp} />
                {t('error:undo', { release: shortRelease(left) })}
              </Button>
            )}
            <CopyButton kind="plain" size="big" value={() => reportOf(group, aftermath, verdict, window.location.href)}>
              {t('error:report')}
            </CopyButton>
            <LinkButton kind="quiet" size="big" to="/deployments/$id" params={{ id: aftermath.deployment }}>
              {t('error:openDeployment')}
            </LinkButton>
          </div>
        </>
      }
      right={<BeforeAndSince aftermath={aftermath} />}
    />
  )
}

const Bar = ({ share, tone }: { share: number; tone: string | undefined }) => (
  <svg className={tone} aria-hidden="true">
    <rect width={`${Math.max(0.5, Math.min(100, share * 100))}%`} height="10" rx="2" fill="currentColor" />
  </svg>
)

const BeforeAndSince = ({ aftermath }: { aftermath: Aftermath }) => {
  const { t } = useWords()
  const format = useFormat()
  const { outcome, perMinuteBefore, perMinuteSince, deployment } = aftermath
  const most = Math.max(perMinuteBefore, perMinuteSince, 0.1)
  const switched = useCall('deployment', { params: { id: deployment } }).data
  return (
    <>
      <p className={css.word}>{t(`error:short_${outcome}`)}</p>
      <div className={css.bars}>
        <span className={text.soft}>{t('error:before')}</span>
        <Bar share={perMinuteBefore / most} tone={css.before} />
        <b className={text.num}>{format.number(perMinuteBefore, 1)}</b>
        <span className={text.soft}>{t('error:now')}</span>
        <Bar share={perMinuteSince / most} tone={perMinuteSince > 0 ? css.before : css.after} />
        <b className={text.num}>{format.number(perMinuteSince, 1)}</b>
      </div>
      {switched !== undefined && (
        <dl className={css.steps}>
          <dt>
            <Time at={switched.requestedAt} precision="ms" />
          </dt>
          <dd>{t('error:pressed', { who: switched.requestedBy })}</dd>
          {switched.switchedAt !== null && (
            <>
              <dt>
                <Time at={switched.switchedAt} precision="ms" />
              </dt>
              <dd>{t('error:switched', { release: shortRelease(switched), lost: switched.lostRequests ?? '?' })}</dd>
            </>
          )}
        </dl>
      )}
    </>
  )
}
