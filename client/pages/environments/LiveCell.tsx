import IconPinned from '@tabler/icons-react/icons/IconPinned'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/Icon.tsx'
import { Shape } from '../../components/Shape.tsx'
import { Ago } from '../../components/Time.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import type { CellProps } from './BoardCellView.tsx'
import { BranchCount } from './BranchCount.tsx'
import type { CellView } from './board-model.ts'
import css from './Cell.module.css'
import { shapeOf } from './tone.ts'

const toneText = { bad: text.bad, suspicious: text.warn, healthy: text.muted, unknown: text.muted }

/** Line 1: health, number, word, errors. Line 2: branches, who, age, and a note or the way back. */
export const LiveCell = (props: CellProps<Extract<CellView, { kind: 'live' }>>) => {
  const { view, service, environment } = props
  const { t } = useWords()
  const format = useFormat()
  const { cell, tone, number } = view
  const { live, requests, errors } = cell
  if (live === null) return null
  return (
    <div className={css.cell}>
      <span className={css.first}>
        <Shape kind={shapeOf[tone]} />
        <Link
          className={css.number}
          to="/releases/$service/$environment/$number"
          params={{ service, environment: environment.name, number: String(number) }}
          aria-label={t('board:openRelease', { release: `${service}/${environment.name}#${number}` })}
        >
          #{number}
        </Link>
        <span className={`${text.small} ${toneText[tone]}`}>{t(`board:${view.word}` as 'board:healthy')}</span>
      </span>
      <span
        className={`${css.errors} ${errors > 0 ? toneText[tone] : text.muted}`}
        title={requests === 0 ? t('board:noRequests') : t('board:ofRequests', { count: requests, formatted: format.number(requests) })}
      >
        <Errors requests={requests} errors={errors} />
      </span>
      <span className={css.second}>
        <span className={css.facts}>
          <BranchCount count={live.branches} /> · {live.by} · <Ago at={live.since} />
        </span>
        <span className={css.gap} />
        <Note {...props} />
      </span>
    </div>
  )
}

/** A zero stays quiet; the word is there for a screen reader. */
const Errors = ({ requests, errors }: { requests: number; errors: number }) => {
  const { t } = useWords()
  if (errors > 0) return t('board:errors', { count: errors })
  return (
    <>
      <span aria-hidden>{requests === 0 ? '–' : '0'}</span>
      <span className={text.hidden}>{requests === 0 ? t('board:noRequests') : t('board:errors', { count: 0 })}</span>
    </>
  )
}

const Note = ({ view, service, environment, onRollback }: CellProps<Extract<CellView, { kind: 'live' }>>) => {
  const { t, language } = useWords()
  const { ready, wanted } = view.cell.instances
  if (view.backTo !== null) {
    return (
      <button type="button" className={css.rollback} onClick={() => onRollback(`${service}/${environment.name}`)}>
        {t('board:rollBack')}
        <span className={text.hidden}>
          {t('board:rollBackName', { service, environment: environment.label[language], number: view.backTo })}
        </span>
      </button>
    )
  }
  if (ready < wanted) return <span className={text.warn}>{t('board:instancesDown', { ready, wanted })}</span>
  if (!view.pinned) return null
  return (
    <span className={css.pinned} title={t('board:pinnedSay')}>
      <Icon of={IconPinned} small />
      {t('board:pinned')}
    </span>
  )
}
