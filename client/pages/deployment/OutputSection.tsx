import IconDownload from '@tabler/icons-react/icons/IconDownload'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import type { Deployment } from '#contract/deployment.ts'
import { Button } from '../../components/Button.tsx'
import { Empty } from '../../components/Empty.tsx'
import { Failure } from '../../components/Failure.tsx'
import { FollowList, type FollowListHandle } from '../../components/FollowList.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Section } from '../../components/Section.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import { FindBar } from './FindBar.tsx'
import { FollowState } from './FollowState.tsx'
import { OutputRowView } from './OutputRowView.tsx'
import css from './OutputSection.module.css'
import { buildOutputRows, findRows, type OutputRow, outputText } from './output-lines.ts'
import type { OutputState } from './use-output.ts'

const keyOf = (row: OutputRow): string => (row.kind === 'line' ? `l${row.line.no}` : row.kind === 'missing' ? `m${row.from}` : 'switched')

const download = (name: string, content: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type: 'text/plain' }))
  const anchor = Object.assign(document.createElement('a'), { href: address, download: name })
  anchor.click()
  URL.revokeObjectURL(address)
}

/** What the stages print: complete, live, with find, wrap and download. */
export const OutputSection = ({ deployment, state }: { deployment: Deployment; state: OutputState }) => {
  const { t } = useWords()
  const format = useFormat()
  const search = useSearch({ from: '/deployments/$id' })
  const { find = '' } = search
  const navigate = useNavigate({ from: '/deployments/$id' })
  const list = useRef<FollowListHandle>(null)
  const isOver = deployment.finishedAt !== null
  const [following, setFollowing] = useState(find === '')
  const [pausedAt, setPausedAt] = useState(0)
  const [isWrapped, setWrapped] = useState(false)
  const [place, setPlace] = useState(0)
  const { output } = state
  const rows = useMemo(() => buildOutputRows(output, deployment.switchedAt), [output, deployment.switchedAt])
  const found = useMemo(() => findRows(rows, find), [rows, find])
  const terms = useMemo(() => (find === '' ? [] : [find]), [find])
  const at = found.length === 0 ? -1 : ((place % found.length) + found.length) % found.length

  const follow = (next: boolean): void => {
    setFollowing(next)
    setPausedAt(rows.length)
  }
  const goTo = (next: number): void => {
    if (found.length === 0) return
    setPlace(next)
    follow(false)
    list.current?.reveal(found[((next % found.length) + found.length) % found.length] ?? 0)
  }
  const setFind = (value: string): void => {
    setPlace(0)
    void navigate({ search: { ...search, find: value === '' ? undefined : value }, replace: true, resetScroll: false })
    const first = findRows(rows, value)[0]
    if (first === undefined) return
    follow(false)
    list.current?.reveal(first)
  }
  const count = { count: output.total, formatted: format.number(output.total) }
  return (
    <Section
      title={t('deployment:output')}
      say={
        <span className={text.tabular}>
          {isOver ? t('deployment:lines', count) : t('deployment:linesSoFar', count)}
          {output.lines.length < output.total &&
            ` · ${t('deployment:shownOf', { shown: format.number(output.lines.length), total: format.number(output.total) })}`}
          {output.skipped > 0 &&
            ` · ${t('deployment:keptOf', { kept: format.number(output.total), skipped: format.number(output.skipped) })}`}
        </span>
      }
      end={
        <span className={css.tools}>
          <FindBar text={find} at={at} count={found.length} onText={setFind} onStep={(step) => goTo(place + step)} />
          <Button kind="tool" aria-pressed={isWrapped} onClick={() => setWrapped(!isWrapped)}>
            {t('deployment:wrap')}
          </Button>
          <Button kind="tool" disabled={output.lines.length === 0} onClick={() => download(`${deployment.id}.log`, outputText(output))}>
            <Icon of={IconDownload} small />
            {t('deployment:download')}
          </Button>
        </span>
      }
    >
      {state.error !== null && <Failure error={state.error} />}
      {rows.length === 0 && state.isRead ? (
        <Empty>
          <p>
            <b>{isOver ? t('deployment:noOutputEnded') : t('deployment:noOutput')}</b>{' '}
            {isOver ? t('deployment:noOutputEndedSay') : t('deployment:noOutputSay')}
          </p>
        </Empty>
      ) : (
        <FollowList
          items={rows}
          keyOf={keyOf}
          estimate={20}
          label={t('deployment:output')}
          following={following}
          onFollow={follow}
          handle={list}
          className={css.box}
        >
          {(row, index) => (
            <OutputRowView row={row} deployment={deployment} isWrapped={isWrapped} terms={terms} isHit={index === found[at]} />
          )}
        </FollowList>
      )}
      <FollowState
        isOver={isOver}
        following={following}
        fresh={following ? 0 : Math.max(0, rows.length - pausedAt)}
        state={state}
        onFollow={follow}
      />
    </Section>
  )
}
