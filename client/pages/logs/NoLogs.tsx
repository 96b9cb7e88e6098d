import { Button, LinkButton } from '../../components/Button.tsx'
import { Empty } from '../../components/Empty.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useEnvironments } from '../../data/use-environments.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import type { TimeRange } from './logs-model.ts'
import type { ChangeSearch, LogSearch } from './use-log-search.ts'

interface NoLogsProps {
  search: LogSearch
  change: ChangeSearch
  range: TimeRange
}

const nothing = { q: undefined, env: undefined, service: undefined, instance: undefined, level: undefined, traceId: undefined }
const anyTime = { span: undefined, from: undefined, to: undefined }

/** Nothing matched, or nothing is kept: two different texts, each with the way on. */
export const NoLogs = ({ search, change, range }: NoLogsProps) => {
  const { t } = useWords()
  const format = useFormat()
  const { labelOf } = useEnvironments()
  const isTimed = range.from !== undefined || range.to !== undefined
  const isNarrowed = Object.keys(nothing).some((key) => search[key as keyof typeof nothing] !== undefined)
  if (!isTimed && !isNarrowed) {
    return (
      <Empty>
        <p>
          <b>{t('logs:none')}</b> {t('logs:noneSay')}
        </p>
        <LinkButton to="/environments">{t('logs:environments')}</LinkButton>
      </Empty>
    )
  }
  const when =
    range.from !== undefined && range.to !== undefined
      ? t('logs:between', { from: format.full(range.from), to: format.full(range.to) })
      : range.from !== undefined
        ? t('logs:since', { at: format.full(range.from) })
        : t('logs:spanAll')
  const where = [search.env === undefined ? t('logs:everywhere') : labelOf(search.env), search.service, search.instance]
    .filter(Boolean)
    .join(' · ')
  return (
    <Empty>
      <p>
        <b>{t('logs:noMatch')}</b> {t('logs:noMatchSay', { where, when })}
      </p>
      <div className={`${text.row} ${text.wrap}`}>
        {isTimed && <Button onClick={() => change(anyTime)}>{t('logs:dropTime')}</Button>}
        {search.q !== undefined && <Button onClick={() => change({ q: undefined })}>{t('logs:dropText')}</Button>}
        {isNarrowed && <Button onClick={() => change({ ...nothing, ...anyTime })}>{t('logs:dropAll')}</Button>}
      </div>
    </Empty>
  )
}
