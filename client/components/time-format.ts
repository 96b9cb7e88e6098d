import type { Language } from '../i18n/dictionaries.ts'

const locale: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }
const cache = new Map<string, Intl.DateTimeFormat>()

export interface TimeStyle {
  language: Language
  zone: 'local' | 'utc'
}

const formatter = ({ language, zone }: TimeStyle, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language} ${zone} ${JSON.stringify(options)}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale[language], { ...options, ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) })
  cache.set(key, made)
  return made
}

const clockOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
const dayOptions = { month: 'short', day: 'numeric' } as const

/** 03:11:44, or 03:11:44.513 */
export const clock = (at: number, style: TimeStyle, precision: 'minute' | 'second' | 'ms' = 'second'): string => {
  if (precision === 'minute') return formatter(style, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  return formatter(style, precision === 'ms' ? { ...clockOptions, fractionalSecondDigits: 3 } : clockOptions).format(at)
}

/** The clock alone on the same day, else the day before it. */
export const shortTime = (at: number, now: number, style: TimeStyle): string => {
  const day = formatter(style, { year: 'numeric', month: '2-digit', day: '2-digit' })
  if (day.format(at) === day.format(now)) return clock(at, style, 'minute')
  return `${formatter(style, dayOptions).format(at)} ${clock(at, style, 'minute')}`
}

/** Everything, for a tooltip. */
export const fullTime = (at: number, style: TimeStyle): string =>
  formatter(style, { year: 'numeric', ...dayOptions, ...clockOptions, fractionalSecondDigits: 3, timeZoneName: 'short' }).format(at)

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** "31 seconds ago" in the reader's language, from the largest unit that fits. */
export const ago = (at: number, now: number, language: Language): string => {
  const past = Math.max(0, now - at)
  const [unit, size] = units.find(([, ms]) => past >= ms) ?? ['second', 1_000]
  return new Intl.RelativeTimeFormat(locale[language], { style: language === 'en' ? 'short' : 'long', numeric: 'always' }).format(
    -Math.floor(past / size),
    unit,
  )
}

const words: Record<Language, Record<'d' | 'h' | 'm' | 's' | 'ms', string>> = {
  en: { d: 'd', h: 'h', m: 'min', s: 's', ms: 'ms' },
  zh: { d: '天', h: '小时', m: '分', s: '秒', ms: '毫秒' },
}

/** 412 ms, 0.7 s, 3 min 02 s, 2 h 5 min, 3 d 21 h: two units at most. */
export const duration = (ms: number, language: Language): string => {
  const word = words[language]
  if (ms < 1_000) return `${Math.round(ms)} ${word.ms}`
  const seconds = Math.round(ms / 1000)
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} ${word.s}`
  if (seconds < 60) return `${seconds} ${word.s}`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} ${word.m} ${String(seconds % 60).padStart(2, '0')} ${word.s}`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return minutes % 60 === 0 ? `${hours} ${word.h}` : `${hours} ${word.h} ${minutes % 60} ${word.m}`
  const days = Math.floor(hours / 24)
  return hours % 24 === 0 ? `${days} ${word.d}` : `${days} ${word.d} ${hours % 24} ${word.h}`
}

export const number = (value: number, language: Language, digits = 0): string =>
  value.toLocaleString(locale[language], { maximumFractionDigits: digits, minimumFractionDigits: Number.isInteger(value) ? 0 : digits })

export const size = (bytes: number, language: Language): string => {
  const steps = ['B', 'KB', 'MB', 'GB']
  const step = Math.min(steps.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024)))
  return `${number(bytes / 1024 ** step, language, step === 0 ? 0 : 1)} ${steps[step]}`
}
