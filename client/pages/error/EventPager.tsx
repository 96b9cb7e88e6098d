import IconChevronLeft from '@tabler/icons-react/icons/IconChevronLeft'
import IconChevronLeftPipe from '@tabler/icons-react/icons/IconChevronLeftPipe'
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import IconChevronRightPipe from '@tabler/icons-react/icons/IconChevronRightPipe'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useFormat } from '../../components/use-format.ts'
import { useKeys } from '../../components/use-keys.ts'
import { Worded } from '../../components/Worded.tsx'
import { useWords } from '../../i18n/use-words.ts'
import css from './StackSection.module.css'

export interface EventPagerProps {
  position: number
  total: number
  onMove: (position: number | undefined) => void
}

/** From the oldest event on the left to the newest on the right; `[` and `]` step. */
export const EventPager = ({ position, total, onMove }: EventPagerProps) => {
  const { t } = useWords()
  const format = useFormat()
  const move = (to: number) => (): void => {
    if (to >= 0 && to < total) onMove(to === 0 ? undefined : to)
  }
  useKeys({ '[': move(position + 1), ']': move(position - 1) })
  if (total === 0) return null
  const steps = [
    { word: 'error:oldest', icon: IconChevronLeftPipe, to: total - 1, isEnd: position >= total - 1 },
    { word: 'error:older', icon: IconChevronLeft, to: position + 1, isEnd: position >= total - 1 },
    { word: 'error:newer', icon: IconChevronRight, to: position - 1, isEnd: position === 0 },
    { word: 'error:newest', icon: IconChevronRightPipe, to: 0, isEnd: position === 0 },
  ] as const
  const [oldest, older, newer, newest] = steps.map(({ word, icon, to, isEnd }) => (
    <Button key={word} kind="tool" aria-label={t(word)} title={t(word)} disabled={isEnd} onClick={move(to)}>
      <Icon of={icon} />
    </Button>
  ))
  return (
    <fieldset className={css.pager} aria-label={t('error:events')}>
      {oldest}
      {older}
      <span>
        <Worded text={t('error:event')} parts={{ at: <b>{format.number(total - position)}</b>, of: format.number(total) }} />
      </span>
      {newer}
      {newest}
    </fieldset>
  )
}
