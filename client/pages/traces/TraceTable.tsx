import { Link } from '@tanstack/react-router'
import type { TraceSummary } from '#contract/telemetry.ts'
import { ServiceName } from '../../components/ServiceSwatch.tsx'
import { Shape } from '../../components/Shape.tsx'
import { Time } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import table from '../../styles/table.module.css'
import text from '../../styles/text.module.css'

export const TraceTable = ({ traces }: { traces: readonly TraceSummary[] }) => {
  const { t } = useWords()
  const format = useFormat()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t('traces:when')}</th>
          <th scope="col">{t('traces:result')}</th>
          <th scope="col">{t('traces:operation')}</th>
          <th scope="col" className={table.num}>
            {t('traces:services')}
          </th>
          <th scope="col" className={table.num}>
            {t('traces:duration')}
          </th>
        </tr>
      </thead>
      <tbody>
        {traces.map((trace) => (
          <tr key={trace.traceId}>
            <td className={`${text.soft} ${text.tabular} ${text.nowrap}`}>
              <Time at={trace.startAt} precision="ms" />
            </td>
            <td>
              <span className={table.state}>
                <Shape kind={trace.failed ? 'bad' : 'ok'} />
                <span className={trace.failed ? text.bad : text.muted}>{t(trace.failed ? 'traces:bad' : 'traces:ok')}</span>
              </span>
            </td>
            <td>
              <span className={`${text.row} ${text.wrap}`}>
                <ServiceName service={trace.service} />
                <Link className={text.medium} to="/t/$traceId" params={{ traceId: trace.traceId }}>
                  {trace.operation}
                </Link>
                <span className={`${text.mono} ${text.small} ${text.muted} ${text.noPhone}`}>{trace.traceId}</span>
              </span>
            </td>
            <td className={`${table.num} ${text.soft} ${text.noPhone}`}>{format.number(trace.services)}</td>
            <td className={`${table.num} ${text.soft}`}>{format.duration(trace.durationMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
