import type { SourceSlice } from '#contract/telemetry.ts'
import { Shape } from '../components/Shape.tsx'
import { useFormat } from '../components/use-format.ts'
import { useNow } from '../components/use-now.ts'
import { useWords } from '../i18n/use-words.ts'
import css from './SourceView.module.css'

export interface SourceViewProps {
  slice: SourceSlice
  /** Without the column of blame; who wrote the failing line stands under it. For narrow places. */
  narrow?: boolean
}

/** A file at the deployed commit, with who wrote each line. The failing line is marked by a shape as well as by colour. */
export const SourceView = ({ slice, narrow = false }: SourceViewProps) => {
  const { t } = useWords()
  const format = useFormat()
  const now = useNow()
  const near = narrow ? slice.lines.filter(({ no }) => Math.abs(no - slice.line) <= 2) : slice.lines
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: code that scrolls sideways must be reachable by keyboard
    <section className={`${css.source} ${narrow ? css.narrow : ''}`} tabIndex={0} aria-label={t('stack:source', { path: slice.path })}>
      {near.map((line, index) => {
        const isHit = line.no === slice.line
        const isFirst = near[index - 1]?.commit !== line.commit
        const blame = `${line.author} · ${format.ago(line.authoredAt, now)}`
        return (
          <div key={line.no} className={`${css.line} ${isHit ? css.hit : ''}`} title={`${line.commit.slice(0, 7)} ${line.subject}`}>
            {(!narrow || isHit) && (
              <span className={css.blame}>
                {(isFirst || isHit) && (
                  <>
                    <span className={css.sha}>{line.commit.slice(0, 7)}</span> {blame}
                    {line.branch !== null && ` · ${line.branch}`}
                  </>
                )}
              </span>
            )}
            <span className={css.no}>{line.no}</span>
            <span className={css.sign}>{isHit ? <Shape kind="bad" size={8} /> : line.branch === null ? '' : '+'}</span>
            <code>{line.text}</code>
          </div>
        )
      })}
    </section>
  )
}
