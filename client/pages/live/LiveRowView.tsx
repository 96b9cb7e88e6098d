import { memo } from 'react'
import { Divider, Gap } from '../../components/Rule.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useFact, useWords } from '../../i18n/use-words.ts'
import { LiveLine } from './LiveLine.tsx'
import type { LiveRow } from './live-rows.ts'

interface LiveRowViewProps {
  row: LiveRow
  terms: readonly string[]
  isWrapped: boolean
  hasTimes: boolean
  /** Colour of the instance; null where there is only one. */
  series: number | null
}

export const LiveRowView = memo(({ row, ...look }: LiveRowViewProps) => {
  const { t } = useWords()
  const fact = useFact()
  const format = useFormat()
  switch (row.kind) {
    case 'line':
      return <LiveLine line={row.line} {...look} />
    case 'live':
      return <Divider>{t('live:liveFrom')}</Divider>
    case 'release':
      return <Divider>{t('live:release', { release: `${row.place}#${row.number}` })}</Divider>
    case 'skipped':
      return <Gap>{t('live:skipped', { count: row.count, formatted: format.number(row.count) })}</Gap>
    case 'note':
      return <Gap>{fact(row.fact)}</Gap>
    case 'reconnected': {
      const lost = row.count === null ? t('live:lostUnknown') : row.count === 0 ? t('live:lostNone') : t('live:lost', { count: row.count })
      const filled = `${t('live:filled', { count: row.backfilled })}${t('live:comma')}${lost}`
      return <Gap>{t('live:reconnected', { at: format.clock(row.at), away: format.duration(row.awayMs), filled })}</Gap>
    }
  }
})
