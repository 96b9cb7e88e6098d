import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp'
import type { Verdict } from '#contract/triage.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { Failure } from '../../components/Failure.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Loading } from '../../components/Loading.tsx'
import { shortRelease } from '../../components/release-name.ts'
import type { ApiError } from '../../data/api.ts'
import { useCall } from '../../data/use-call.ts'
import { useFact, useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { VerdictSentence } from '../../verdict/VerdictSentence.tsx'
import { sureness } from '../../verdict/verdict-words.ts'
import css from './Card.module.css'
import { Card } from './Card.tsx'
import { EvidenceMark } from './EvidenceMark.tsx'
import type { rollbackOf } from './use-error.ts'

export interface VerdictCardProps {
  verdict: Verdict | undefined
  error: ApiError | null
  rollback: ReturnType<typeof rollbackOf>
  onRollback: () => void
}

/** The answer of the page: a sentence, one reason, the way back; beside it how sure, and what that rests on. */
export const VerdictCard = ({ verdict, error, rollback, onRollback }: VerdictCardProps) => {
  const { t } = useWords()
  const fact = useFact()
  if (verdict === undefined) return <Card label={t('error:verdict')} left={error === null ? <Loading /> : <Failure error={error} />} />
  const { commit, missing } = verdict
  return (
    <Card
      label={t('error:verdict')}
      left={
        <>
          <p className={css.say}>
            <VerdictSentence verdict={verdict} />
          </p>
          {commit !== null && <p className={css.why}>{t('error:why', { commit: commit.id.slice(0, 7), subject: commit.subject })}</p>}
          {verdict.kind === 'not_known' &&
            missing.map((each) => (
              <p key={each.code} className={css.why}>
                {fact(each)}
              </p>
            ))}
          {rollback === null ? (
            verdict.release !== null && <p className={css.promise}>{t('error:noRollback')}</p>
          ) : (
            <WayBack {...rollback} branch={verdict.branch} onRollback={onRollback} />
          )}
        </>
      }
      right={<Grounds verdict={verdict} />}
    />
  )
}

interface WayBackProps {
  service: string
  environment: string
  to: number
  branch: string | null
  onRollback: () => void
}

const WayBack = ({ service, environment, to, branch, onRollback }: WayBackProps) => {
  const { t } = useWords()
  const preview = useCall('rollbackPreview', { query: { service, environment, to } }).data
  const release = shortRelease({ environment, number: to })
  return (
    <>
      <div className={`${css.actions} ${text.noPhone}`}>
        <Button kind="danger" size="big" onClick={onRollback}>
          <Icon of={IconArrowBackUp} />
          {t('error:rollBack', { release })}
          {preview !== undefined && (
            <span className={css.aside}>{t('error:within', { seconds: Math.max(1, Math.ceil(preview.expectedMs / 1000)) })}</span>
          )}
        </Button>
        {branch !== null && (
          <LinkButton kind="quiet" size="big" to="/services/$service/deploy/$environment" params={{ service, environment }}>
            {t('error:withoutBranch')}
          </LinkButton>
        )}
      </div>
      <p className={css.promise}>{preview !== undefined && t(`error:promise_${preview.artifact.standby}`, { release })}</p>
    </>
  )
}

/** How sure, as a word, and how much speaks for it, against it, and is missing. */
const Grounds = ({ verdict }: { verdict: Verdict }) => {
  const { t } = useWords()
  const sides = [
    ['for', verdict.for.length, 'error:countFor'],
    ['against', verdict.against.length, 'error:countAgainst'],
    ['missing', verdict.missing.length, 'error:countMissing'],
  ] as const
  return (
    <>
      <p className={css.word}>{t(sureness(verdict))}</p>
      <dl className={css.sides}>
        {sides.map(([side, count, word]) => (
          <div key={side}>
            <dt>
              <EvidenceMark side={side} />
              {t(word)}
            </dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <p className={css.record}>{t('error:noNumber')}</p>
    </>
  )
}
