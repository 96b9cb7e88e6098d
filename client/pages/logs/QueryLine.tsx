import type { LogRecord } from '#contract/telemetry.ts'
import { LinkButton } from '../../components/Button.tsx'
import { CopyButton } from '../../components/CopyButton.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './LogsPage.module.css'
import type { TimeRange } from './logs-model.ts'
import { shareAddress } from './logs-model.ts'
import { TimeSpan } from './TimeSpan.tsx'
import type { ChangeSearch, LogSearch } from './use-log-search.ts'

interface QueryLineProps {
  search: LogSearch
  change: ChangeSearch
  records: readonly LogRecord[]
  range: TimeRange
}

/** The question: words and time. Enter runs it, except the Enter of an input method. */
export const QueryLine = ({ search, change, records, range }: QueryLineProps) => {
  const { t } = useWords()
  return (
    <div className={css.query}>
      <SearchBox
        big
        on="enter"
        label={t('logs:query')}
        placeholder={t('logs:placeholder')}
        value={search.q ?? ''}
        onChange={(q) => change({ q: q.trim() === '' ? undefined : q.trim() })}
        hint={t('logs:hint')}
      />
      <TimeSpan search={search} change={change} range={range} />
      <LinkButton
        to="/live"
        search={{ env: search.env, service: search.service, filter: search.q }}
        className={`${css.tall} ${text.noPhone}`}
      >
        {t('logs:live')}
      </LinkButton>
      <span className={text.noPhone}>
        <CopyButton
          icon="link"
          kind="plain"
          label={t('logs:link')}
          value={() => shareAddress(location.href, range, records[0]?.at ?? Date.now())}
        />
      </span>
    </div>
  )
}
