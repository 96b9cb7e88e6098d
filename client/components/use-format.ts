import { useMemo } from 'react'
import { usePreference } from '../data/preferences.ts'
import { useWords } from '../i18n/use-words.ts'
import { ago, clock, duration, fullTime, number, shortTime, size } from './time-format.ts'

/** Numbers and times in the reader's language and zone. */
export const useFormat = () => {
  const { language } = useWords()
  const zone = usePreference('timeZone')
  return useMemo(() => {
    const style = { language, zone }
    return {
      clock: (at: number, precision?: 'minute' | 'second' | 'ms') => clock(at, style, precision),
      short: (at: number, now: number = Date.now()) => shortTime(at, now, style),
      full: (at: number) => fullTime(at, style),
      ago: (at: number, now: number = Date.now()) => ago(at, now, language),
      duration: (ms: number) => duration(ms, language),
      number: (value: number, digits?: number) => number(value, language, digits),
      size: (bytes: number) => size(bytes, language),
    }
  }, [language, zone])
}
