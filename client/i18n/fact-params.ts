import type { Params } from '#contract/errors.ts'
import { duration, fullTime, number, size, type TimeStyle } from '../components/time-format.ts'

const counted = new Set([
  'requests',
  'errors',
  'needed',
  'more',
  'sent',
  'of',
  'events',
  'records',
  'waiting',
  'shown',
  'left',
  'kept',
  'total',
])

/** A value as the reader writes it; which kind it is, its name says. */
const worded = (name: string, value: string | number, style: TimeStyle): string | number => {
  if (name === 'commit') return String(value).slice(0, 7)
  if (typeof value === 'string') return value
  if (name === 'since' || name === 'at' || name.endsWith('At')) return fullTime(value, style)
  if (name === 'ms' || name.endsWith('Ms')) return duration(value, style.language)
  if (name === 'bytes') return size(value, style.language)
  return counted.has(name) ? number(value, style.language) : value
}

export const wordParams = (params: Params, style: TimeStyle): Params =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, worded(name, value, style)]))
