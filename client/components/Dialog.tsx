import IconX from '@tabler/icons-react/icons/IconX'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from './Button.tsx'
import css from './Dialog.module.css'
import { Icon } from './Icon.tsx'

export interface DialogProps {
  title: ReactNode
  /** Under the title, above the rule. */
  intro?: ReactNode
  children: ReactNode
  /** The actions; on a phone they stay at the foot. */
  foot?: ReactNode
  /** `alertdialog` where pressing the button changes something that people notice. */
  role?: 'dialog' | 'alertdialog'
  onClose: () => void
}

/** The browser's own modal: it holds the focus, makes the page inert, and Esc closes it. It fills the screen of a phone. */
export const Dialog = ({ title, intro, children, foot, role = 'dialog', onClose }: DialogProps) => {
  const { t } = useWords()
  const heading = useId()
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    // The browser gives the focus to the first control, which closes; the field that matters asks for it.
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    // The browser would begin at the close button; a field says itself that it comes first.
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      className={css.dialog}
      role={role}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className={css.top}>
        <div className={css.title}>
          <h2 id={heading}>{title}</h2>
          <Button kind="tool" aria-label={t('close')} onClick={onClose}>
            <Icon of={IconX} />
          </Button>
        </div>
        {intro}
      </div>
      <div className={css.body}>{children}</div>
      {foot !== undefined && <div className={css.foot}>{foot}</div>}
    </dialog>
  )
}
