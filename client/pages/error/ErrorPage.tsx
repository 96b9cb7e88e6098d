import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { RateChart } from '../../components/RateChart.tsx'
import { chartRate, rateNow } from '../../components/rate-chart.ts'
import { parseRelease } from '../../components/release-name.ts'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { RedeployDialog } from '../../rollback/RedeployDialog.tsx'
import { RollbackDialog } from '../../rollback/RollbackDialog.tsx'
import { useHeld } from '../../rollback/use-held.ts'
import text from '../../styles/text.module.css'
import { AftermathCard } from './AftermathCard.tsx'
import css from './ErrorPage.module.css'
import { ErrorTitle } from './ErrorTitle.tsx'
import { EvidenceList } from './EvidenceList.tsx'
import { Grouping } from './Grouping.tsx'
import { PhoneActions } from './PhoneActions.tsx'
import { Seen } from './Seen.tsx'
import { StackSection } from './StackSection.tsx'
import { rollbackOf, useError } from './use-error.ts'
import { VerdictCard } from './VerdictCard.tsx'

/** One error: who brought it, what that rests on, the way back, and afterwards whether it stopped. */
export const ErrorPage = () => {
  const { t } = useWords()
  const format = useFormat()
  const { id } = useParams({ from: '/e/$id' })
  const search = useSearch({ from: '/e/$id' })
  const navigate = useNavigate({ from: '/e/$id' })
  const { environment, verdict, verdictError, detail, askedAt, error, refetch } = useError(id, search.env)
  const [undoes, setUndoes] = useState(false)
  const rollback = rollbackOf(verdict)
  const target = useHeld(rollback, search.rollback === true)
  const left = verdict?.release == null ? null : parseRelease(verdict.release)
  const undo = useHeld(left, undoes)
  const show = (change: { event?: number; rollback?: true }): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })

  if (detail === undefined) {
    return (
      <>
        <PageTitle title={t('errors:error')} hidden />
        {error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />}
      </>
    )
  }
  const { group, rate, seen, aftermath } = detail
  // After the rollback the card tells what came of it, until a release is live again that going back would help against.
  const isAfter = aftermath !== null && rollback === null
  const model = chartRate(rate, askedAt, 7)
  const requests = rate.requests.at(-2) ?? 0
  return (
    <>
      <ErrorTitle group={group} environment={environment} seen={seen} />
      {isAfter ? (
        <AftermathCard aftermath={aftermath} group={group} verdict={verdict} canUndo={left !== null} onUndo={() => setUndoes(true)} />
      ) : (
        <VerdictCard verdict={verdict} error={verdictError} rollback={rollback} onRollback={() => show({ rollback: true })} />
      )}
      <Section
        open
        title={t('error:perMinute')}
        say={
          isAfter
            ? t('error:afterRate', {
                before: format.number(aftermath.perMinuteBefore, 1),
                since: format.number(aftermath.perMinuteSince, 1),
              })
            : t('error:nowRate', { rate: format.number(rateNow(model), 1), requests: format.number((requests * 60_000) / rate.stepMs) })
        }
        end={<span className={text.noPhone}>{t('error:flags')}</span>}
      >
        <RateChart rate={rate} now={askedAt} culprit={verdict?.kind === 'introduced_by' ? verdict.release : null} />
      </Section>
      <div className={css.columns}>
        <div>
          {verdict !== undefined && <EvidenceList verdict={verdict} />}
          <StackSection id={id} environment={environment} position={search.event ?? 0} onMove={(event) => show({ event })} />
        </div>
        <aside>
          <Seen seen={seen} current={environment} />
          <Grouping group={group} />
        </aside>
      </div>
      <PhoneActions
        rollback={rollback}
        undo={isAfter ? left : null}
        onRollback={() => show({ rollback: true })}
        onUndo={() => setUndoes(true)}
      />
      {target !== null && (
        <RollbackDialog
          stays
          {...target}
          suspected={verdict?.branch}
          reason={`${group.type} ${group.place}`}
          onClose={() => show({ rollback: undefined })}
        />
      )}
      {undo !== null && <RedeployDialog {...undo} onClose={() => setUndoes(false)} />}
    </>
  )
}
