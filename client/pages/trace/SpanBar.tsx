import type { CSSProperties } from 'react'
import { seriesOf } from '../../components/series.ts'
import type { TraceRow } from './trace-rows.ts'
import css from './Waterfall.module.css'

export interface SpanBarProps {
  row: TraceRow
  durationMs: number
  ticks: readonly number[] | undefined
}

const share = (ms: number, durationMs: number): number => (durationMs === 0 ? 0 : Math.max(0, Math.min(100, (ms / durationMs) * 100)))

/** Place and length along the axis. What took no time is still to be seen: two pixels. */
const extent = ({ startMs, lengthMs }: TraceRow, durationMs: number): CSSProperties => ({
  x: `${share(startMs, durationMs)}%`,
  width: `max(2px, ${durationMs === 0 ? 100 : share(lengthMs, durationMs)}%)`,
})

const paint = (row: TraceRow): string | undefined => {
  if (row.kind === 'missing') return css.ghost
  if (row.kind === 'fold' || row.failure === null) return ''
  return row.failure === 'first' ? css.first : css.relay
}

/** When a span ran, as a real fill, with a tick for each log line it wrote. */
export const SpanBar = ({ row, durationMs, ticks = [] }: SpanBarProps) => (
  <svg
    className={css.drawing}
    aria-hidden="true"
    style={row.kind === 'missing' ? undefined : { color: `var(--series-${seriesOf(row.span.service)})` }}
  >
    <rect className={`${css.bar} ${paint(row)}`} style={extent(row, durationMs)} />
    {row.kind === 'span' && row.failure === 'relay' && <rect className={css.under} style={extent(row, durationMs)} />}
    {ticks.map((ms, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: ticks of one answer never move
      <rect key={index} className={css.tick} x={`${share(ms, durationMs)}%`} />
    ))}
  </svg>
)
