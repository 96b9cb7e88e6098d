import { createHash } from 'node:crypto'
import type { Fact } from '#contract/shared.ts'
import type { Stack } from '#contract/telemetry.ts'
import type { Language } from '../stack/dialect.ts'
import { appFrames } from '../stack/nearest.ts'
import { frameName, shortFrameName } from './frame-name.ts'
import { messageTemplate } from './message-template.ts'

/** Grows when the rules below change, so that groups of two algorithms are never taken for one. */
const version = 'v1'
/** Deeper frames say who called, which does not make it another error. */
const maxFrames = 5
/** Classes thrown for any reason: the message alone says which. */
// biome-ignore format: one name a line would hide the list
const generic = new Set([
  '', 'Error', 'TypeError', 'RangeError', 'AssertionError', 'AxiosError', 'Exception', 'RuntimeError', 'ValueError', 'panic', 'runtime error',
  'RuntimeException', 'IllegalStateException', 'IllegalArgumentException', 'BizException', 'BusinessException', 'ServiceException',
])

export interface Failure {
  service: string
  language: Language | null
  stack: Stack | null
  /** Kind of a failure without stack: `HTTP 500`, `ERROR`. */
  kind: string
  message: string
  /** Where it failed, as far as it is known without a stack: an operation, or empty. */
  operation: string
}

export interface Fingerprint {
  key: string
  type: string
  message: string
  place: string
  /** Why events with this key are one group. */
  grouping: Fact[]
}

const digest = (parts: readonly string[]): string =>
  `${version}:${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)}`

const shortType = (type: string): string => type.slice(type.lastIndexOf('.') + 1)

/** Recursion of any depth is one place. */
const withoutRepeats = (names: readonly string[]): string[] => names.filter((name, index) => name !== names[index - 1])

const withoutStack = ({ service, kind, message, operation }: Failure): Fingerprint => {
  const template = messageTemplate(message)
  const place = messageTemplate(operation)
  return {
    key: digest([service, kind, place, template]),
    type: kind,
    message: template,
    place,
    grouping: [{ code: 'grouping.message', params: { type: kind, template } }],
  }
}

/**
 * The key of an error: its service, the class of the root cause and the nearest frames of the service's own code, without line
 * numbers. The service is part of it because a group names one service, whose releases are asked who broke it.
 */
export const fingerprint = (failure: Failure): Fingerprint => {
  const { service, language, stack } = failure
  if (stack === null) return withoutStack(failure)
  // The end of a cut stack is not its root cause; its beginning is what every telling of the same failure shares.
  const cause = stack.truncated ? stack.causes[0] : stack.causes.at(-1)
  const type = cause?.type || failure.kind
  const template = messageTemplate(cause?.message ?? failure.message)
  const frames = appFrames(stack)
  const names = withoutRepeats(frames.map(frameName)).slice(0, maxFrames)
  const byMessage = names.length === 0 || generic.has(shortType(type))
  const top = frames[0] ?? cause?.frames[0]
  const grouping: Fact[] = []
  if (names.length > 0) grouping.push({ code: 'grouping.frames', params: { type, frames: names.join(' < '), count: names.length } })
  if (byMessage) grouping.push({ code: names.length > 0 ? 'grouping.split_by_message' : 'grouping.message', params: { type, template } })
  if (stack.truncated) grouping.push({ code: 'grouping.weak', params: {} })
  return {
    key: digest([service, language ?? '', type, ...names, byMessage ? template : '']),
    type: shortType(type),
    message: template,
    place: top === undefined ? messageTemplate(failure.operation) : shortFrameName(top),
    grouping,
  }
}
