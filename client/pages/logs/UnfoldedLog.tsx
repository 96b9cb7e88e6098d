import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { LogRecord } from '#contract/telemetry.ts'
import { AnsiText } from '../../components/AnsiText.tsx'
import { Button } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { ReleaseChip } from '../../components/ReleaseChip.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './LogRow.module.css'
import { shareAddress } from './logs-model.ts'
import { Surroundings } from './Surroundings.tsx'
import type { ChangeSearch } from './use-log-search.ts'

interface UnfoldedLogProps {
  record: LogRecord
  terms: readonly string[]
  change: ChangeSearch
}

interface Field {
  name: string
  value: ReactNode
  /** What the copy button takes. */
  plain: string
  narrow?: () => void
  action?: ReactNode
}

/** The whole entry: its text, its fields with filter and copy, and what was printed around it. */
export const UnfoldedLog = ({ record, terms, change }: UnfoldedLogProps) => {
  const { t } = useWords()
  const format = useFormat()
  const { labelOf } = useEnvironments()
  const { traceId } = record
  const fields: Field[] = [
    ...(traceId === null
      ? []
      : [
          {
            name: 'traceId',
            value: (
              <Link className={text.link} to="/t/$traceId" params={{ traceId }}>
                {traceId}
              </Link>
            ),
            plain: traceId,
            narrow: () => change({ traceId }),
            action: (
              <Link className={text.link} to="/t/$traceId" params={{ traceId }}>
                {t('logs:openTrace')}
              </Link>
            ),
          },
        ]),
    { name: t('logs:release'), value: <ReleaseChip release={record.release} />, plain: record.release },
    { name: t('logs:instance'), value: record.instance, plain: record.instance, narrow: () => change({ instance: record.instance }) },
    { name: t('logs:service'), value: record.service, plain: record.service, narrow: () => change({ service: record.service }) },
    {
      name: t('logs:environment'),
      value: labelOf(record.environment),
      plain: record.environment,
      narrow: () => change({ env: record.environment }),
    },
    { name: t('logs:stream'), value: record.stream, plain: record.stream },
    { name: t('logs:at'), value: format.full(record.at), plain: new Date(record.at).toISOString() },
  ]
  return (
    <div className={css.fold}>
      <pre className={css.whole}>
        <AnsiText text={record.text} terms={terms} />
      </pre>
      {record.cutBytes > 0 && <p className={`${text.warn} ${text.small}`}>{t('logs:cutBytes', { count: record.cutBytes })}</p>}
      <dl className={css.fields}>
        {fields.map((field) => (
          <div key={field.name}>
            <dt>{field.name}</dt>
            <dd>{field.value}</dd>
            <dd className={css.acts}>
              {field.action}
              {field.narrow !== undefined && (
                <Button kind="tool" onClick={field.narrow}>
                  {t('logs:only')}
                </Button>
              )}
              <CopyButton value={field.plain} label={t('logs:copyValue', { what: field.name })} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={css.tools}>
        <CopyButton value={record.text}>{t('logs:copyValue', { what: t('logs:text') })}</CopyButton>
        <CopyButton icon="link" value={() => shareAddress(location.href, { from: undefined, to: undefined }, record.at)}>
          {t('logs:copyLink')}
        </CopyButton>
      </p>
      <Surroundings record={record} />
    </div>
  )
}
