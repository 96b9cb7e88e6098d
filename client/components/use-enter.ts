import type { KeyboardEvent } from 'react'

/** True while an input method composes: its Enter picks a word and must not send. Safari says so by code 229 alone. */
export const isComposing = (event: KeyboardEvent): boolean => event.nativeEvent.isComposing || event.keyCode === 229

/** A key handler that acts on Enter, but not on the Enter of an input method. */
export const onEnter =
  (act: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || isComposing(event)) return
    event.preventDefault()
    act()
  }
