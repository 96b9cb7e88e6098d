import { Empty, Snippet } from '../../components/Empty.tsx'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'

/** Two reasons for an empty list: nothing matches, or nothing reports yet. */
export const NoTraces = ({ isFiltered }: { isFiltered: boolean }) => {
  const { t } = useWords()
  const settings = useCall('settings', {}, { enabled: !isFiltered }).data
  return (
    <Empty>
      <p>
        <b>{t('traces:empty')}</b> {t(isFiltered ? 'traces:emptyMatch' : 'traces:emptySay')}
      </p>
      {settings !== undefined && <Snippet>{`SW_AGENT_COLLECTOR_BACKEND_SERVICES=127.0.0.1:${settings.traceGrpcPort}`}</Snippet>}
    </Empty>
  )
}
