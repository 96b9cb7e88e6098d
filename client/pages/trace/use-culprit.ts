import type { TraceEvidence } from '#contract/telemetry.ts'
import { parseRelease } from '../../components/release-name.ts'
import { useCall } from '../../data/use-call.ts'

/** The verdict on the error of a trace, and the rollback that it offers. */
export const useCulprit = (evidence: TraceEvidence | undefined) => {
  const errorId = evidence?.errorId ?? null
  const environment = evidence?.services.find((identity) => identity.environment !== null)?.environment ?? undefined
  const verdict = useCall('verdict', { params: { id: errorId ?? '' }, query: { environment } }, { enabled: errorId !== null }).data
  const release = verdict?.release == null ? null : parseRelease(verdict.release)
  const rollback =
    release === null || verdict?.rollbackTo == null
      ? null
      : { service: release.service, environment: release.environment, to: verdict.rollbackTo }
  return { errorId, environment, verdict, rollback }
}

export type Culprit = ReturnType<typeof useCulprit>
