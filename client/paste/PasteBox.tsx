import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { isComposing } from '../components/composing.ts'
import { Icon } from '../components/Icon.tsx'
import { useKeys } from '../components/use-keys.ts'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import { PasteAnswer } from './PasteAnswer.tsx'
import css from './PasteBox.module.css'
import { usePaste } from './use-paste.ts'

export interface PasteBoxProps {
  /** The box of Home: its answer is part of it instead of hanging below. */
  big?: boolean
  focused?: boolean
  onOpen?: () => void
}

/** Ctrl K and Cmd K reach the box from everywhere, from inside another field too. */
const useFocusKeys = (focus: () => void): void => {
  useKeys({ '/': focus })
  const latest = useRef(focus)
  latest.current = focus
  useEffect(() => {
    const handle = (event: globalThis.KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}

/** Takes anything and says what it is before Enter opens it. */
export const PasteBox = ({ big = false, focused = false, onOpen }: PasteBoxProps) => {
  const { t } = useWords()
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isIn, setIn] = useState(false)
  const paste = usePaste(onOpen)
  useFocusKeys(() => {
    // Two boxes can be mounted, one of them hidden by the width of the screen.
    if (input.current?.offsetParent !== null) input.current?.select()
  })
  useEffect(() => {
    if (focused) input.current?.focus()
  }, [focused])
  const handleKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Enter') void paste.open()
    else if (event.key === 'ArrowDown') paste.move(1)
    else if (event.key === 'ArrowUp') paste.move(-1)
    else if (event.key === 'Escape' && paste.shown !== '') paste.type('')
    else return
    event.preventDefault()
  }
  const hasAnswer = paste.wanted !== '' && (big || isIn)
  return (
    <search
      className={`${css.box} ${big ? css.big : css.bar} ${hasAnswer ? css.open : ''}`}
      onFocus={() => setIn(true)}
      onBlur={(event) => setIn(event.currentTarget.contains(event.relatedTarget))}
    >
      <div className={css.field}>
        <Icon of={IconSearch} />
        <input
          ref={input}
          className={css.input}
          role="combobox"
          aria-expanded={hasAnswer}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={hasAnswer && (paste.answer?.items.length ?? 0) > 0 ? `${list}-${paste.active}` : undefined}
          aria-label={t('frame:paste')}
          placeholder={t('paste:placeholder')}
          value={paste.shown}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          enterKeyHint="go"
          onChange={(event) => paste.type(event.target.value)}
          onPaste={paste.paste}
          onKeyDown={handleKey}
        />
        <kbd className={`${css.key} ${text.noPhone}`}>{paste.wanted === '' ? 'Ctrl K' : 'Enter'}</kbd>
      </div>
      <div id={list} role="listbox" aria-label={t('paste:results')} className={hasAnswer ? css.answer : css.gone}>
        {hasAnswer && <PasteAnswer paste={paste} list={list} />}
      </div>
    </search>
  )
}
