import { type ReactNode, useEffect, useRef } from 'react'
import css from './Dropdown.module.css'

interface DropdownProps {
  label: string
  opened: boolean
  onClose: () => void
  /** The button that opens it. */
  target: ReactNode
  children: ReactNode
}

/** A small panel under its button. Escape, a click elsewhere or leaving it by keyboard closes it; the button keeps the focus order. */
export const Dropdown = ({ label, opened, onClose, target, children }: DropdownProps) => {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!opened) return
    const away = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose()
    }
    const onEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose()
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    document.addEventListener('keydown', onEscape)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
      document.removeEventListener('keydown', onEscape)
    }
  }, [opened, onClose])
  return (
    <div className={css.box} ref={box}>
      {target}
      {opened && (
        <section className={css.panel} aria-label={label}>
          {children}
        </section>
      )}
    </div>
  )
}
