import { useState } from 'react'

/** What a dialog is about, kept while it is open: after the switch the page's own answer has changed already. */
export const useHeld = <Value>(value: Value | null, isOpen: boolean): Value | null => {
  const [held, setHeld] = useState<Value | null>(null)
  if (isOpen && held === null && value !== null) setHeld(value)
  if (!isOpen && held !== null) setHeld(null)
  return held
}
