import { Button } from '../../components/Button.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { Select } from '../../components/Select.tsx'
import { Shape } from '../../components/Shape.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useCall } from '../../data/use-call.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './TracesPage.module.css'

export interface TraceSearch {
  q?: string
  service?: string
  failed?: true
  minMs?: number
}

const durations = [10, 100, 500, 1_000, 5_000]

export const TraceFilters = ({ search, onChange }: { search: TraceSearch; onChange: (change: TraceSearch) => void }) => {
  const { t } = useWords()
  const format = useFormat()
  const services = useCall('services', {}, { staleMs: 60_000 }).data?.items ?? []
  const { q = '', service = '', failed = false, minMs } = search
  return (
    <div className={css.filters}>
      <SearchBox label={t('traces:find')} value={q} onChange={(value) => onChange({ q: value === '' ? undefined : value })} />
      <Button kind="plain" aria-pressed={failed} onClick={() => onChange({ failed: failed ? undefined : true })}>
        <Shape kind={failed ? 'bad' : 'none'} />
        {t('traces:failed')}
      </Button>
      <Select
        label={t('traces:service')}
        value={service}
        options={[{ value: '', label: t('traces:allServices') }, ...services.map(({ name }) => ({ value: name, label: name }))]}
        onChange={(value) => onChange({ service: value === '' ? undefined : value })}
      />
      <Select
        label={t('traces:minMs')}
        value={minMs === undefined ? '' : String(minMs)}
        options={[
          { value: '', label: t('traces:anyDuration') },
          ...durations.map((ms) => ({ value: String(ms), label: format.duration(ms) })),
        ]}
        onChange={(value) => onChange({ minMs: value === '' ? undefined : Number(value) })}
      />
    </div>
  )
}
