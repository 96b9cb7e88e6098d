import IconChevronLeft from '@tabler/icons-react/icons/IconChevronLeft'
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import { type Span, spanKey, type TraceEvidence } from '#contract/telemetry.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { ServiceName } from '../../components/ServiceSwatch.tsx'
import { Shape } from '../../components/Shape.tsx'
import { Tag } from '../../components/Tag.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './SpanDrawer.module.css'
import { SpanException } from './SpanException.tsx'
import { SpanTags } from './SpanTags.tsx'
import { TraceVerdict } from './TraceVerdict.tsx'
import type { TraceRow } from './trace-rows.ts'
import type { TraceTree } from './trace-tree.ts'
import type { Culprit } from './use-culprit.ts'

export interface SpanDrawerProps {
  span: Span
  evidence: TraceEvidence
  tree: TraceTree
  rows: readonly TraceRow[]
  culprit: Culprit
  onSelect: (key: string) => void
  onRollback: () => void
}

/** The chosen span beside the waterfall; the first failing one with who did it, its stack and the way back. */
export const SpanDrawer = ({ span, evidence, tree, rows, culprit, onSelect, onRollback }: SpanDrawerProps) => {
  const { t } = useWords()
  const format = useFormat()
  const key = spanKey(span)
  const spans = rows.filter((row) => row.kind === 'span')
  const at = spans.findIndex((row) => row.key === key)
  const row = spans[at]
  const isFirst = key === evidence.firstFailing
  const step = (by: number) => () => {
    const next = spans[at + by]
    if (next !== undefined) onSelect(next.key)
  }
  return (
    <aside className={css.drawer} aria-label={span.operation}>
      <div className={text.row}>
        {isFirst && (
          <Tag kind="bad">
            <Shape kind="bad" size={7} />
            {t('trace:first')}
          </Tag>
        )}
        <span className={`${text.muted} ${text.small} ${text.grow}`}>{at >= 0 && t('trace:spanOf', { at: at + 1, of: tree.spans })}</span>
        <Button kind="tool" aria-label={t('trace:previous')} disabled={at <= 0} onClick={step(-1)}>
          <Icon of={IconChevronLeft} />
        </Button>
        <Button kind="tool" aria-label={t('trace:next')} disabled={at === -1 || at === spans.length - 1} onClick={step(1)}>
          <Icon of={IconChevronRight} />
        </Button>
      </div>
      <h2 className={css.operation}>{span.operation}</h2>
      <p className={`${text.dots} ${text.soft} ${text.small} ${text.tabular}`}>
        <ServiceName service={span.service} />
        <span>+{format.duration(row?.startMs ?? Math.max(0, span.startAt - tree.startAt))}</span>
        <span>{format.duration(Math.max(0, span.endAt - span.startAt))}</span>
      </p>
      {isFirst && <TraceVerdict culprit={culprit} onRollback={onRollback} />}
      <SpanException span={span} evidence={evidence} />
      <SpanTags span={span} />
    </aside>
  )
}
