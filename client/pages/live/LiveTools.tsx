import { Button } from '../../components/Button.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { Select } from '../../components/Select.tsx'
import { useCall } from '../../data/use-call.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './LivePage.module.css'
import type { LiveInstances } from './use-instances.ts'

export interface LiveSearch {
  env?: string | undefined
  service?: string | undefined
  instances?: string | undefined
  filter?: string | undefined
  wrap?: true | undefined
  times?: false | undefined
}

interface LiveToolsProps {
  search: LiveSearch
  change: (next: LiveSearch) => void
  instances: LiveInstances
}

/** Environment, then service, then a filter that runs on the server, over history and new lines alike. */
export const LiveTools = ({ search, change, instances }: LiveToolsProps) => {
  const { t, language } = useWords()
  const { items } = useEnvironments()
  const services = useCall('services', {}, { staleMs: 60_000 })
  return (
    <div className={css.tools}>
      <Select
        label={t('live:environment')}
        value={instances.environment ?? ''}
        options={items.map(({ name, label }) => ({ value: name, label: label[language] }))}
        onChange={(env) => change({ env, instances: undefined })}
      />
      <Select
        label={t('live:service')}
        value={search.service ?? ''}
        options={[
          { value: '', label: t('live:allServices') },
          ...(services.data?.items ?? []).map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={(service) => change({ service: service === '' ? undefined : service, instances: undefined })}
      />
      <SearchBox
        on="enter"
        label={t('live:filter')}
        value={search.filter ?? ''}
        onChange={(filter) => change({ filter: filter === '' ? undefined : filter })}
        hint={t('live:filterHint')}
      />
      <span className={css.toggles}>
        <Button kind="tool" aria-pressed={search.wrap === true} onClick={() => change({ wrap: search.wrap ? undefined : true })}>
          {t('live:wrap')}
        </Button>
        <Button
          kind="tool"
          aria-pressed={search.times !== false}
          onClick={() => change({ times: search.times === false ? undefined : false })}
        >
          {t('live:times')}
        </Button>
      </span>
    </div>
  )
}
