import type { Rate } from '#contract/triage.ts'
import css from './HomePage.module.css'

const width = 96
const height = 20

/** The last hour as columns, with the guilty release as a line. The number beside it says the same in words. */
export const Spark = ({ rate, culprit }: { rate: Rate; culprit: string | null }) => {
  const { errors, from, stepMs, markers } = rate
  const step = width / Math.max(1, errors.length)
  const top = Math.max(1, ...errors)
  const mark = markers.find(({ release }) => release === culprit)
  const x = mark === undefined ? null : ((mark.at - from) / (stepMs * errors.length)) * width
  return (
    <svg className={css.spark} width={width} height={height} aria-hidden="true">
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
      {x !== null && <line x1={x} x2={x} y1="0" y2={height} strokeDasharray="2 2" />}
      {errors.map((count, index) =>
        count === 0 ? null : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its minute
            key={index}
            x={index * step}
            y={height - 1 - (count / top) * (height - 2)}
            width={Math.max(1, step - 0.5)}
            height={(count / top) * (height - 2)}
            fill="currentColor"
          />
        ),
      )}
    </svg>
  )
}
