import { useSyncExternalStore } from 'react'

/** What a person chose on this machine. Anything that belongs to what is shown lives in the address instead. */
export interface Preferences {
  theme: 'system' | 'light' | 'dark'
  /** Null follows the browser. */
  language: 'en' | 'zh' | null
  timeZone: 'local' | 'utc'
}

const initial: Preferences = { theme: 'system', language: null, timeZone: 'local' }
const allowed: { [Key in keyof Preferences]: readonly Preferences[Key][] } = {
  theme: ['system', 'light', 'dark'],
  language: ['en', 'zh'],
  timeZone: ['local', 'utc'],
}
const listeners = new Set<() => void>()
const known: Partial<Preferences> = {}

const stored = <Key extends keyof Preferences>(key: Key): Preferences[Key] => {
  try {
    const text = localStorage.getItem(`culprit.${key}`)
    return allowed[key].find((value) => value === text) ?? initial[key]
  } catch {
    return initial[key]
  }
}

export const readPreference = <Key extends keyof Preferences>(key: Key): Preferences[Key] => {
  const value = known[key]
  if (value !== undefined) return value as Preferences[Key]
  const read = stored(key)
  known[key] = read
  return read
}

export const writePreference = <Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void => {
  known[key] = value
  try {
    if (value === null) localStorage.removeItem(`culprit.${key}`)
    else localStorage.setItem(`culprit.${key}`, value)
  } catch {
    // Storage is refused: the choice holds until the page closes.
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const usePreference = <Key extends keyof Preferences>(key: Key): Preferences[Key] =>
  useSyncExternalStore(subscribe, () => readPreference(key))
