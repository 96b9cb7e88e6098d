import IconSearch from '@tabler/icons-react/icons/IconSearch'
import IconX from '@tabler/icons-react/icons/IconX'
import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from './Button.tsx'
import { isComposing } from './composing.ts'
import { Icon } from './Icon.tsx'
import css from './SearchBox.module.css'

export interface SearchBoxProps {
  label: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  /** `enter` waits for Enter, for what costs a request; `typing` follows the text once it rests and nothing is composed. */
  on?: 'typing' | 'enter'
  /** Muted words at the right end. */
  hint?: ReactNode
  big?: boolean
}

const settleMs = 200

/** One line of text that narrows what is below. Enter of an input method stays with the input method. */
export const SearchBox = ({ label, placeholder = label, value, onChange, on = 'typing', hint, big = false }: SearchBoxProps) => {
  const { t } = useWords()
  const [draft, setDraft] = useState(value)
  const [composing, setComposing] = useState(false)
  useEffect(() => setDraft(value), [value])
  useEffect(() => {
    if (on === 'enter' || composing || draft === value) return
    const timer = setTimeout(() => onChange(draft), settleMs)
    return () => clearTimeout(timer)
  }, [draft, composing, on, value, onChange])
  return (
    <search className={`${css.box} ${big ? css.big : ''}`}>
      <Icon of={IconSearch} />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={draft}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setDraft(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposing(event)) onChange(draft)
          if (event.key === 'Escape' && draft !== '') {
            event.preventDefault()
            setDraft('')
            onChange('')
          }
        }}
      />
      {hint !== undefined && <span className={css.hint}>{hint}</span>}
      {draft !== '' && (
        <Button
          kind="tool"
          aria-label={t('clear')}
          onClick={() => {
            setDraft('')
            onChange('')
          }}
        >
          <Icon of={IconX} small />
        </Button>
      )}
    </search>
  )
}
