import { Link } from '@tanstack/react-router'
import type { LogLine } from '#contract/socket.ts'
import { AnsiText } from '../../components/AnsiText.tsx'
import { LevelWord } from '../../components/LevelWord.tsx'
import { Swatch } from '../../components/ServiceSwatch.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './LiveLine.module.css'

interface LiveLineProps {
  line: LogLine
  terms: readonly string[]
  isWrapped: boolean
  hasTimes: boolean
  series: number | null
}

/** `staff-service-prod-r12-1` as `staff-service r12-1`: the environment is that of the page. */
const shortName = (instance: string): string => instance.replace(/^(.+)-[a-z][a-z0-9]*-(r\d+-\d+)$/, '$1 $2')

/** One line; those that continue an entry stand under its text, without a head of their own. */
export const LiveLine = ({ line, terms, isWrapped, hasTimes, series }: LiveLineProps) => {
  const { t } = useWords()
  const format = useFormat()
  const { continues } = line
  return (
    <div className={`${css.line} ${isWrapped ? css.wrapped : ''} ${continues ? css.continued : ''}`}>
      {hasTimes && (
        <span className={css.time} title={format.full(line.at)}>
          {continues ? '' : format.clock(line.at, 'ms')}
        </span>
      )}
      {series !== null && (
        <span className={css.instance} title={line.instance}>
          {!continues && (
            <>
              <Swatch series={series} />
              <span className={text.cut}>{shortName(line.instance)}</span>
            </>
          )}
        </span>
      )}
      <span className={css.level}>{!continues && <LevelWord level={line.level} />}</span>
      <span className={css.text}>
        <LineText line={line} terms={terms} />
        {line.cutBytes > 0 && <span className={text.warn}> {t('live:cutBytes', { count: line.cutBytes })}</span>}
      </span>
    </div>
  )
}

/** The traceId is a link where it stands in the text; one that came another way follows the text. */
const LineText = ({ line, terms }: Pick<LiveLineProps, 'line' | 'terms'>) => {
  const { t } = useWords()
  const { traceId, text: words } = line
  if (traceId === null) return <AnsiText text={words} terms={terms} />
  const link = (
    <Link className={css.trace} to="/t/$traceId" params={{ traceId }} aria-label={t('live:openTrace', { id: traceId })}>
      {traceId}
    </Link>
  )
  const at = words.indexOf(traceId)
  if (at < 0) {
    return (
      <>
        <AnsiText text={words} terms={terms} /> {link}
      </>
    )
  }
  return (
    <>
      <AnsiText text={words.slice(0, at)} terms={terms} />
      {link}
      <AnsiText text={words.slice(at + traceId.length)} terms={terms} />
    </>
  )
}
