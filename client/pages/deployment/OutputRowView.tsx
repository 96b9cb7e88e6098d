import { memo } from 'react'
import type { Deployment } from '#contract/deployment.ts'
import { AnsiText } from '../../components/AnsiText.tsx'
import { Divider, Gap } from '../../components/Rule.tsx'
import { releaseName } from '../../components/release-name.ts'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './OutputSection.module.css'
import type { OutputRow } from './output-lines.ts'

interface OutputRowViewProps {
  row: OutputRow
  deployment: Deployment
  isWrapped: boolean
  terms: readonly string[]
  isHit: boolean
}

export const OutputRowView = memo(({ row, deployment, isWrapped, terms, isHit }: OutputRowViewProps) => {
  const { t } = useWords()
  const format = useFormat()
  if (row.kind === 'missing') return <Gap>{t('deployment:missing', { from: row.from, to: row.to })}</Gap>
  if (row.kind === 'switched') {
    return <Divider>{t('deployment:switched', { release: releaseName(deployment), at: format.clock(row.at, 'ms') })}</Divider>
  }
  const { line } = row
  return (
    <div className={`${css.line} ${isWrapped ? css.wrapped : ''} ${isHit ? css.hit : ''}`}>
      <span className={css.number}>{line.no}</span>
      <span className={css.time} title={format.full(line.at)}>
        {format.clock(line.at, 'second')}
      </span>
      <span>
        {line.source !== 'build' && <span className={css.source}>{line.source} </span>}
        <AnsiText text={line.text} terms={terms} />
      </span>
    </div>
  )
})
