import { Link } from '@tanstack/react-router'
import { Button } from '../../components/Button.tsx'
import { Shape } from '../../components/Shape.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './LivePage.module.css'
import type { LiveSearch } from './LiveTools.tsx'
import { countLines, type LiveState as State } from './live-rows.ts'

interface LiveStateProps {
  state: State
  search: LiveSearch
  environment: string | undefined
  onFollow: (following: boolean) => void
}

/** Under the output: follow or pause, what waits, how much left the page. */
export const LiveState = ({ state, search, environment, onFollow }: LiveStateProps) => {
  const { t } = useWords()
  const format = useFormat()
  const { paused, rows, waiting, trimmed } = state
  const fresh = countLines(waiting)
  return (
    <div className={css.state}>
      <Button aria-pressed={!paused} onClick={() => onFollow(paused)}>
        <Shape kind={paused ? 'none' : 'run'} />
        {t(paused ? 'live:follow' : 'live:pause')}
      </Button>
      <span className={text.muted}>{t(paused ? 'live:paused' : 'live:following')}</span>
      {fresh > 0 && (
        <Button size="tiny" onClick={() => onFollow(true)}>
          {t('live:newLines', { count: fresh })} ↓
        </Button>
      )}
      <span className={text.grow} />
      <span className={`${text.muted} ${text.tabular}`}>
        {trimmed > 0
          ? t('live:capped', { shown: format.number(rows.length), trimmed: format.number(trimmed) })
          : t('live:lineCount', { count: countLines(rows), formatted: format.number(countLines(rows)) })}
      </span>
      {trimmed > 0 && (
        <Link className={text.link} to="/logs" search={{ env: environment, service: search.service, q: search.filter }}>
          {t('live:inLogs')}
        </Link>
      )}
    </div>
  )
}
