import IconClock from '@tabler/icons-react/icons/IconClock'
import { useCallback, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Choices } from '../../components/Choices.tsx'
import { Dropdown } from '../../components/Dropdown.tsx'
import { Icon } from '../../components/Icon.tsx'
import { TextField } from '../../components/TextField.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './LogsPage.module.css'
import { parseMoment, spanNames, type TimeRange, writeMoment } from './logs-model.ts'
import type { ChangeSearch, LogSearch } from './use-log-search.ts'

interface TimeSpanProps {
  search: LogSearch
  change: ChangeSearch
  range: TimeRange
}

/** Which time is searched: a span that ends now, or two moments. */
export const TimeSpan = ({ search, change, range }: TimeSpanProps) => {
  const { t } = useWords()
  const format = useFormat()
  const [opened, setOpened] = useState(false)
  const close = useCallback(() => setOpened(false), [])
  const isFixed = search.from !== undefined || search.to !== undefined
  const say = (at: number | undefined): string => (at === undefined ? '…' : format.short(at))
  const value = isFixed ? 'fixed' : (search.span ?? 'all')
  return (
    <Dropdown
      label={t('logs:time')}
      opened={opened}
      onClose={close}
      target={
        <Button className={css.tall} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          <Icon of={IconClock} />
          <span className={text.tabular}>
            {isFixed
              ? `${say(search.from)} – ${say(search.to)}`
              : search.span === undefined
                ? t('logs:spanAll')
                : t(`logs:span_${search.span}`)}
          </span>
        </Button>
      }
    >
      <Choices
        label={t('logs:time')}
        value={value}
        options={[
          ...spanNames.map((name) => ({ value: name, label: t(`logs:span_${name}`) })),
          { value: 'all', label: t('logs:spanAll') },
          { value: 'fixed', label: t('logs:spanFixed') },
        ]}
        onChange={(next) => {
          if (next === 'fixed') change({ span: undefined, from: range.from ?? Date.now() - 3_600_000, to: Date.now() })
          else change({ span: next === 'all' ? undefined : next, from: undefined, to: undefined })
        }}
      />
      {isFixed && (
        <div className={css.moments}>
          <Moment label={t('logs:from')} at={search.from} onChange={(from) => change({ from })} />
          <Moment label={t('logs:to')} at={search.to} onChange={(to) => change({ to })} />
        </div>
      )}
    </Dropdown>
  )
}

interface MomentProps {
  label: string
  at: number | undefined
  onChange: (at: number | undefined) => void
}

/** Takes a date and time, an ISO time or epoch milliseconds, as they are pasted. */
const Moment = ({ label, at, onChange }: MomentProps) => {
  const { t } = useWords()
  const [draft, setDraft] = useState(at === undefined ? '' : writeMoment(at))
  const parsed = parseMoment(draft)
  return (
    <TextField
      label={label}
      mono
      value={draft}
      say={t('logs:momentSay')}
      error={draft !== '' && parsed === null ? t('logs:momentBad') : null}
      onChange={(event) => {
        setDraft(event.target.value)
        const next = parseMoment(event.target.value)
        if (event.target.value === '') onChange(undefined)
        else if (next !== null) onChange(next)
      }}
    />
  )
}
