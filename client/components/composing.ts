import type { KeyboardEvent } from 'react'

/** True while an input method composes: its Enter picks a word and must not send. Safari says so by code 229 alone. */
export const isComposing = (event: KeyboardEvent): boolean => event.nativeEvent.isComposing || event.keyCode === 229
