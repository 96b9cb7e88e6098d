import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import { useState } from 'react'
import type { Frame, SourceSlice, Stack } from '#contract/telemetry.ts'
import { Icon } from '../components/Icon.tsx'
import { Shape } from '../components/Shape.tsx'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import { FrameRow, type FrameRowProps } from './FrameRow.tsx'
import { frameName, framePlace, groupFrames } from './frame-words.ts'
import css from './StackView.module.css'

export interface StackViewProps extends Pick<FrameRowProps, 'service' | 'release' | 'narrow'> {
  stack: Stack
  /** Source of the nearest own frame; that frame is open. */
  source: SourceSlice | null
}

const holds = (source: SourceSlice | null, frame: Frame): boolean =>
  source !== null && frame.path === source.path && frame.line === source.line

/** The exceptions of a stack, root cause first, since that is where the search begins. */
export const StackView = ({ stack, source, ...rest }: StackViewProps) => {
  const { t } = useWords()
  const causes = [...stack.causes].reverse()
  return (
    <div className={css.stack}>
      {causes.map((cause, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the causes of one stack never move
        <div key={index} className={index === 0 ? undefined : css.outer}>
          <p className={css.exception}>
            {index === 0 ? <Shape kind="bad" /> : <span className={text.muted}>{t('stack:wrappedBy')} </span>} {cause.type}:{' '}
            <span className={text.soft}>{cause.message}</span>
          </p>
          {groupFrames(cause.frames).map((group, at) =>
            Array.isArray(group) ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: frames of one stack never move
              <LibraryFrames key={at} frames={group} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: frames of one stack never move
              <FrameRow key={at} frame={group} source={holds(source, group) ? source : null} isOpen={holds(source, group)} {...rest} />
            ),
          )}
        </div>
      ))}
      {stack.truncated && <p className={css.cut}>{t('stack:truncated')}</p>}
    </div>
  )
}

const LibraryFrames = ({ frames }: { frames: readonly Frame[] }) => {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={`${css.frame} ${css.library}`} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon of={open ? IconChevronDown : IconChevronRight} small />
        {t('stack:libraryFrames', { count: frames.length })}
      </button>
      {open &&
        frames.map((frame, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: frames of one stack never move
          <div key={index} className={`${css.frame} ${css.inner}`}>
            <span>{frameName(frame)}</span>
            <span className={`${css.in} ${text.cut}`}>{framePlace(frame)}</span>
          </div>
        ))}
    </>
  )
}
