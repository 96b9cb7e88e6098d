import type { TraceEvidence } from '#contract/telemetry.ts'
import { ReleaseChip } from '../../components/ReleaseChip.tsx'
import { ServiceSwatch } from '../../components/ServiceSwatch.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { type ServiceRole, serviceRoles } from './service-roles.ts'
import css from './TracePage.module.css'
import type { TraceTree } from './trace-tree.ts'
import type { Culprit } from './use-culprit.ts'

const words = { first: 'trace:failsFirst', relay: 'trace:relays', fine: 'trace:fine' } as const satisfies Record<
  ServiceRole['failure'],
  string
>

/** Every service of the trace, its release then, and its part in the failure. */
export const ServicePath = ({ evidence, tree, culprit }: { evidence: TraceEvidence; tree: TraceTree; culprit: Culprit }) => {
  const { t } = useWords()
  const format = useFormat()
  const roles = serviceRoles(tree, evidence.firstFailing)
  return (
    <dl className={css.path}>
      {evidence.services.map(({ service, instance, releases, by }) => {
        const role = roles.get(instance)
        return (
          <div key={instance} style={{ display: 'contents' }}>
            <dt>
              <ServiceSwatch service={service} />
              {releases.length === 0 && service}
              {releases.map((release, index) => (
                <span key={release}>
                  {index > 0 && `${t('or')} `}
                  <ReleaseChip release={release} kind={release === culprit.verdict?.release ? 'culprit' : 'plain'} />
                </span>
              ))}
            </dt>
            <dd>
              {[
                instance,
                role && t(words[role.failure]),
                by === 'history' && t('trace:byHistory'),
                by === 'unknown' && t('trace:byUnknown'),
                role !== undefined && role.shiftMs !== 0 && t('trace:shifted', { duration: format.duration(Math.abs(role.shiftMs)) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
