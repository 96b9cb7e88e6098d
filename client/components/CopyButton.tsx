import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconCopy from '@tabler/icons-react/icons/IconCopy'
import IconLink from '@tabler/icons-react/icons/IconLink'
import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import { Button, type ButtonLook } from './Button.tsx'
import { Icon } from './Icon.tsx'

export interface CopyButtonProps extends ButtonLook {
  /** What is copied, or how to get it at the click. */
  value: string | (() => string)
  /** The name of the button where no words stand on it. */
  label?: string
  children?: ReactNode
  icon?: 'copy' | 'link'
}

const shownMs = 1_600

/** Copies, and says so on itself and to a screen reader. */
export const CopyButton = ({ value, label, children, icon = 'copy', kind = 'tool', size }: CopyButtonProps) => {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(typeof value === 'string' ? value : value())
    setCopied(true)
  }
  return (
    <Button
      kind={kind}
      size={size}
      onClick={() => void copy()}
      {...(children === undefined ? { 'aria-label': label ?? t('copy'), title: label ?? t('copy') } : {})}
    >
      <Icon of={copied ? IconCheck : icon === 'link' ? IconLink : IconCopy} small={kind === 'tool'} />
      {children}
      <span className={text.hidden} aria-live="polite">
        {copied ? t('copied') : ''}
      </span>
    </Button>
  )
}
