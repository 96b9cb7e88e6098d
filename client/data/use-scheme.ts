import { useSyncExternalStore } from 'react'
import { usePreference } from './preferences.ts'

const systemDark = matchMedia('(prefers-color-scheme: dark)')
const subscribe = (listener: () => void): (() => void) => {
  systemDark.addEventListener('change', listener)
  return () => systemDark.removeEventListener('change', listener)
}

/** The scheme that holds now: the chosen one, else the system's. */
export const useScheme = (): 'light' | 'dark' => {
  const theme = usePreference('theme')
  const dark = useSyncExternalStore(subscribe, () => systemDark.matches)
  if (theme === 'system') return dark ? 'dark' : 'light'
  return theme
}
