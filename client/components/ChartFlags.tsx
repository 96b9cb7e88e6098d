import type { Marker } from '#contract/triage.ts'
import { useWords } from '../i18n/use-words.ts'
import css from './RateChart.module.css'
import { placeFlags } from './rate-chart.ts'
import { parseRelease } from './release-name.ts'
import { useFormat } from './use-format.ts'

export interface ChartFlagsProps {
  markers: readonly Marker[]
  culprit: string | null
  x: (at: number) => number
  width: number
  top: number
  bottom: number
  isShort: boolean
}

/** Mean advance of the small axis type; enough to keep labels apart. */
const letter = 6.4

/** Releases as flags; the guilty one red with its time, a rollback pointing back, the others dashed. */
export const ChartFlags = ({ markers, culprit, x, width, top, bottom, isShort }: ChartFlagsProps) => {
  const { t } = useWords()
  const format = useFormat()
  const wordsOf = (marker: Marker): string => {
    const name = parseRelease(marker.release)
    const number = `#${name?.number ?? '?'}`
    if (marker.kind === 'rollback') return isShort ? number : t('chart:backTo', { number, at: format.clock(marker.at) })
    if (marker.release === culprit)
      return isShort ? `${number} · ${format.clock(marker.at, 'minute')}` : `${name?.service} ${number} · ${format.clock(marker.at)}`
    return isShort ? number : `${name?.service} ${number}`
  }
  const flags = placeFlags(markers, culprit, { x, width, widthOf: (marker) => wordsOf(marker).length * letter })
  return flags.map(({ marker, at, kind, label }) => (
    <g key={`${marker.deployment} ${at}`} className={css[kind]}>
      <title>{`${t(marker.kind)} ${marker.release} ${format.full(at)}`}</title>
      <line x1={x(at)} x2={x(at)} y1={top - 18} y2={bottom} className={css.pole} />
      <path className={css.flag} d={kind === 'cure' ? `M${x(at)} ${top - 18}l-8 4 8 4z` : `M${x(at)} ${top - 18}h8l-2.5 4 2.5 4h-8z`} />
      {label !== null && (
        <text x={label === 'left' ? x(at) - 12 : x(at) + 12} y={top - 10} textAnchor={label === 'left' ? 'end' : 'start'}>
          {wordsOf(marker)}
        </text>
      )}
    </g>
  ))
}
