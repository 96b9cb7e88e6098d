import { useMemo } from 'react'
import type { Rate } from '#contract/triage.ts'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import { ChartFlags } from './ChartFlags.tsx'
import css from './RateChart.module.css'
import { chartRate, type RateChartModel } from './rate-chart.ts'
import { useFormat } from './use-format.ts'
import { useWidth } from './use-width.ts'

export interface RateChartProps {
  rate: Rate
  /** When the answer came: what lies after it is not known. */
  now: number
  /** Release whose flag is the guilty one. */
  culprit: string | null
}

const margin = { left: 30, top: 24, bottom: 18 }

/** Errors per minute as a stepped line, with every release as a flag at its true switch time. */
export const RateChart = ({ rate, now, culprit }: RateChartProps) => {
  const [ref, width] = useWidth<HTMLElement>()
  const { t } = useWords()
  const format = useFormat()
  const isNarrow = width < 600
  const model = useMemo(() => chartRate(rate, now, isNarrow ? 4 : 7), [rate, now, isNarrow])
  const height = isNarrow ? 96 : 112
  const x = (at: number): number => margin.left + ((at - model.from) / (model.to - model.from)) * (width - margin.left)
  const y = (value: number): number => margin.top + height - (value / model.top) * height
  return (
    <figure ref={ref} className={css.chart} style={{ minHeight: margin.top + height + margin.bottom }}>
      {width > 0 && (
        <svg width={width} height={margin.top + height + margin.bottom} aria-hidden="true">
          <Axes model={model} x={x} y={y} width={width} />
          <path className={css.fill} d={`${linePath(model, x, y)}V${y(0)}H${margin.left}Z`} />
          <path className={css.line} d={linePath(model, x, y)} />
          <ChartFlags
            markers={rate.markers}
            culprit={culprit}
            x={x}
            width={width}
            top={margin.top}
            bottom={margin.top + height}
            isShort={isNarrow}
          />
        </svg>
      )}
      <figcaption className={text.hidden}>
        {t('chart:peak', { value: format.number(Math.max(0, ...model.perMinute), 1) })}{' '}
        {rate.markers.map(({ release, at, kind }) => `${t(kind)} ${release} ${format.clock(at)}`).join('; ')}
      </figcaption>
    </figure>
  )
}

type Scale = (value: number) => number

const linePath = ({ perMinute, from, stepMs, now }: RateChartModel, x: Scale, y: Scale): string => {
  const steps = perMinute.map((value, index) => {
    const end = Math.min(from + (index + 1) * stepMs, now)
    return `L${x(from + index * stepMs).toFixed(1)} ${y(value).toFixed(1)}H${x(end).toFixed(1)}`
  })
  return steps.length === 0 ? `M${x(from)} ${y(0)}` : `M${steps.join('').slice(1)}`
}

const Axes = ({ model, x, y, width }: { model: RateChartModel; x: Scale; y: Scale; width: number }) => {
  const format = useFormat()
  return (
    <>
      {[0, model.top / 2, model.top].map((value) => (
        <g key={value}>
          <line className={value === 0 ? css.base : css.rule} x1={margin.left} x2={width} y1={y(value)} y2={y(value)} />
          <text x={margin.left - 7} y={y(value) + 4} textAnchor="end">
            {format.number(value, 1)}
          </text>
        </g>
      ))}
      {model.ticks.map((at) => (
        <text key={at} x={x(at)} y={y(0) + 14} textAnchor={x(at) < 50 ? 'start' : x(at) > width - 20 ? 'end' : 'middle'}>
          {format.clock(at, 'minute')}
        </text>
      ))}
    </>
  )
}
