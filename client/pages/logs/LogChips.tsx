import IconX from '@tabler/icons-react/icons/IconX'
import { levels } from '#contract/telemetry.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Select } from '../../components/Select.tsx'
import { useCall } from '../../data/use-call.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './LogsPage.module.css'
import type { ChangeSearch, LogSearch } from './use-log-search.ts'

interface LogChipsProps {
  search: LogSearch
  change: ChangeSearch
}

/** Environment, service and level, and what was narrowed from a row. */
export const LogChips = ({ search, change }: LogChipsProps) => {
  const { t, language } = useWords()
  const { items } = useEnvironments()
  const services = useCall('services', {}, { staleMs: 60_000 })
  const any = { value: '', label: t('logs:any') }
  const narrowed = [
    { key: 'instance' as const, name: t('logs:instance') },
    { key: 'traceId' as const, name: t('logs:traceId') },
  ]
  return (
    <div className={css.chips}>
      <Select
        label={t('logs:environment')}
        value={search.env ?? ''}
        options={[any, ...items.map(({ name, label }) => ({ value: name, label: label[language] }))]}
        onChange={(env) => change({ env: env === '' ? undefined : env })}
      />
      <Select
        label={t('logs:service')}
        value={search.service ?? ''}
        options={[any, ...(services.data?.items ?? []).map(({ name }) => ({ value: name, label: name }))]}
        onChange={(service) => change({ service: service === '' ? undefined : service })}
      />
      <Select
        label={t('logs:level')}
        value={search.level ?? ''}
        options={[any, ...levels.map((level) => ({ value: level, label: level.toUpperCase() }))]}
        onChange={(level) => change({ level: levels.find((known) => known === level) })}
      />
      {narrowed.map(({ key, name }) => {
        const value = search[key]
        return value === undefined ? null : (
          <Button
            key={key}
            kind="tool"
            className={css.chip}
            aria-label={t('logs:without', { what: `${name} ${value}` })}
            onClick={() => change({ [key]: undefined })}
          >
            <span className={css.chipName}>{name}</span>
            <span className={css.chipValue}>{value}</span>
            <Icon of={IconX} small />
          </Button>
        )
      })}
    </div>
  )
}
