import type { TraceEvidence } from '#contract/telemetry.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { Shape } from '../../components/Shape.tsx'
import { Time } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './TracePage.module.css'
import type { TraceTree } from './trace-tree.ts'

export interface TraceTitleProps {
  evidence: TraceEvidence
  tree: TraceTree
  isFresh: boolean
}

export const TraceTitle = ({ evidence, tree, isFresh }: TraceTitleProps) => {
  const { t } = useWords()
  const format = useFormat()
  const spans = evidence.trace.state === 'found' ? evidence.trace.value.spans : []
  const failures = spans.filter(({ failed }) => failed).length
  const root = tree.roots[0]?.span
  const duration = format.duration(tree.durationMs)
  const short = t('trace:title', { id: evidence.traceId.slice(0, 12) })
  return (
    <PageTitle
      title={root == null ? short : `${root.operation} · ${short}`}
      facts={
        <>
          {spans.length > 0 && (
            <>
              <Time at={tree.startAt} precision="ms" />
              <span>{t('services', { count: evidence.services.length })}</span>
              <span>{t('trace:spans', { count: tree.spans })}</span>
              {failures > 0 && (
                <span>
                  {evidence.firstFailing !== null && failures > 1
                    ? t('trace:failuresOneCause', { count: failures })
                    : t('trace:failures', { count: failures })}
                </span>
              )}
            </>
          )}
          <span className={`${text.mono} ${text.small} ${text.noPhone}`}>{evidence.traceId}</span>
          {isFresh && spans.length > 0 && <span>{t('trace:fresh')}</span>}
        </>
      }
      actions={
        <>
          <CopyButton kind="plain" value={evidence.traceId}>
            {t('trace:copyId')}
          </CopyButton>
          <CopyButton kind="plain" icon="link" label={t('copyLink')} value={() => window.location.href} />
        </>
      }
    >
      <span className={css.title}>
        {root == null ? (
          short
        ) : (
          <>
            <Shape kind={failures > 0 ? 'bad' : 'ok'} size={11} />
            <span>{root.operation}</span>
            <span className={css.how}>{t(failures > 0 ? 'trace:failedIn' : 'trace:okIn', { duration })}</span>
          </>
        )}
      </span>
    </PageTitle>
  )
}
