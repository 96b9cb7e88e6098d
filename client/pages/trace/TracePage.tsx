import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { Failure } from '../../components/Failure.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageTitle } from '../../components/PageTitle.tsx'
import { useWords } from '../../i18n/use-words.ts'
import { RollbackDialog } from '../../rollback/RollbackDialog.tsx'
import { useHeld } from '../../rollback/use-held.ts'
import { RollbackBar } from './RollbackBar.tsx'
import { ServicePath } from './ServicePath.tsx'
import { SpanDrawer } from './SpanDrawer.tsx'
import { TraceLogs } from './TraceLogs.tsx'
import { TraceMissing } from './TraceMissing.tsx'
import css from './TracePage.module.css'
import { TraceTitle } from './TraceTitle.tsx'
import { TraceTools } from './TraceTools.tsx'
import { buildRows } from './trace-rows.ts'
import { useCulprit } from './use-culprit.ts'
import { useTrace } from './use-trace.ts'
import { Waterfall } from './Waterfall.tsx'

/** One request through all services: what failed first, why, who brought it, and what every service said meanwhile. */
export const TracePage = () => {
  const { t } = useWords()
  const { traceId } = useParams({ from: '/t/$traceId' })
  const search = useSearch({ from: '/t/$traceId' })
  const navigate = useNavigate({ from: '/t/$traceId' })
  const trace = useTrace(traceId)
  const culprit = useCulprit(trace.evidence)
  const target = useHeld(culprit.rollback, search.rollback === true)
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const { evidence, tree, lines } = trace
  const firstFailing = evidence?.firstFailing ?? null
  const { errors: errorsOnly = false, find = '' } = search
  const rows = useMemo(() => buildRows(tree, { toggled, errorsOnly, find, firstFailing }), [tree, toggled, errorsOnly, find, firstFailing])

  const show = (change: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })
  const toggle = (key: string): void => setToggled((before) => before.symmetricDifference(new Set([key])))

  if (trace.error !== null && evidence === undefined) return <Failure error={trace.error} onRetry={() => void trace.refetch()} />
  if (evidence === undefined) {
    return (
      <>
        <PageTitle title={t('trace:title', { id: traceId.slice(0, 12) })} />
        <Loading />
      </>
    )
  }
  const selected = search.span ?? firstFailing ?? tree.roots[0]?.key ?? null
  const span =
    evidence.trace.state === 'found'
      ? evidence.trace.value.spans.find((each) => `${each.segmentId}:${each.spanId}` === selected)
      : undefined
  return (
    <>
      <TraceTitle evidence={evidence} tree={tree} isFresh={trace.isFresh} />
      <div className={css.split}>
        <div className={css.story}>
          <ServicePath evidence={evidence} tree={tree} culprit={culprit} />
          <TraceMissing trace={trace} />
          {tree.spans > 0 && (
            <>
              <TraceTools errorsOnly={errorsOnly} find={find} found={rows.filter(({ isMatch }) => isMatch).length} onChange={show} />
              <Waterfall
                rows={rows}
                durationMs={tree.durationMs}
                ticks={trace.ticks}
                selected={selected}
                onSelect={(key) => show({ span: key })}
                onToggle={toggle}
              />
            </>
          )}
          <TraceLogs
            evidence={evidence}
            lines={lines}
            selected={selected}
            onRetry={() => void trace.refetch()}
            onSelect={(key) => show({ span: key })}
          />
        </div>
        {span !== undefined && (
          <SpanDrawer
            span={span}
            evidence={evidence}
            tree={tree}
            rows={rows}
            culprit={culprit}
            onSelect={(key) => show({ span: key })}
            onRollback={() => show({ rollback: true })}
          />
        )}
      </div>
      <RollbackBar culprit={culprit} onRollback={() => show({ rollback: true })} />
      {target !== null && (
        <RollbackDialog stays suspected={culprit.verdict?.branch} {...target} onClose={() => show({ rollback: undefined })} />
      )}
    </>
  )
}
