import { useFormat } from './use-format.ts'
import { useNow } from './use-now.ts'

interface At {
  at: number
}

/** "31 sec. ago", going on; the absolute time on hover. */
export const Ago = ({ at }: At) => {
  const format = useFormat()
  return (
    <time dateTime={new Date(at).toISOString()} title={format.full(at)}>
      {format.ago(at, useNow())}
    </time>
  )
}

/** The clock, with the day where it is not today. */
export const Time = ({ at, precision }: At & { precision?: 'minute' | 'second' | 'ms' }) => {
  const format = useFormat()
  return (
    <time dateTime={new Date(at).toISOString()} title={format.full(at)}>
      {precision === undefined ? format.short(at) : format.clock(at, precision)}
    </time>
  )
}

export const Duration = ({ ms }: { ms: number }) => <>{useFormat().duration(ms)}</>

/** How long it has been, going on. */
export const Elapsed = ({ since }: { since: number }) => (
  <>{useFormat().duration(Math.max(0, Math.floor((useNow() - since) / 1000) * 1000))}</>
)
