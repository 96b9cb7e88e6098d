import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight'
import { useState } from 'react'
import type { Frame, SourceSlice } from '#contract/telemetry.ts'
import { Icon } from '../components/Icon.tsx'
import { Loading } from '../components/Loading.tsx'
import { useCall } from '../data/use-call.ts'
import { useErrorWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import { frameName, framePlace } from './frame-words.ts'
import { SourceView } from './SourceView.tsx'
import css from './StackView.module.css'

export interface FrameRowProps {
  frame: Frame
  service: string
  /** Release whose source is shown; null where it is not known. */
  release: string | null
  /** The source of this frame, where it came with the answer. */
  source: SourceSlice | null
  isOpen: boolean
  narrow?: boolean
}

/** One frame of the service's own code; it unfolds to its source at the deployed commit. */
export const FrameRow = ({ frame, service, release, source, isOpen, narrow }: FrameRowProps) => {
  const [open, setOpen] = useState(isOpen)
  const canOpen = source !== null || (release !== null && frame.path !== null && frame.line !== null)
  const words = (
    <>
      <span className={css.at}>{frameName(frame)}</span>
      <span className={`${css.in} ${text.cut}`}>{framePlace(frame)}</span>
    </>
  )
  if (!canOpen) return <div className={css.frame}>{words}</div>
  return (
    <>
      <button type="button" className={css.frame} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon of={open ? IconChevronDown : IconChevronRight} small />
        {words}
      </button>
      {open &&
        (source !== null ? (
          <SourceView slice={source} narrow={narrow} />
        ) : (
          <FetchedSource frame={frame} service={service} release={release ?? ''} narrow={narrow} />
        ))}
    </>
  )
}

const FetchedSource = ({ frame, service, release, narrow }: Pick<FrameRowProps, 'frame' | 'service' | 'narrow'> & { release: string }) => {
  const worded = useErrorWords()
  const query = { release, path: frame.path ?? '', line: frame.line ?? 1 }
  const slice = useCall('source', { params: { service }, query }, { staleMs: Number.POSITIVE_INFINITY })
  if (slice.error !== null) return <p className={text.muted}>{worded(slice.error)}</p>
  return slice.data === undefined ? <Loading /> : <SourceView slice={slice.data} narrow={narrow} />
}
