import type { Frame } from '#contract/telemetry.ts'

export interface Cause {
  type: string
  message: string
  /** Innermost call first. */
  frames: Frame[]
}

export type Language = 'node' | 'java' | 'python' | 'go'

/**
 * One way of writing a stack. `parse` reads lines that are bounded in number and length and answers causes outermost first, or
 * null where the lines are not of this dialect. It never throws, and takes time linear in the lines.
 */
export interface Dialect {
  language: Language
  parse(lines: readonly string[]): Cause[] | null
}

export const frame = (known: Partial<Frame>): Frame => ({
  module: '',
  function: '',
  file: '',
  line: null,
  column: null,
  app: false,
  path: null,
  ...known,
})

export const toLine = (digits: string | undefined): number | null => {
  const value = Number.parseInt(digits ?? '', 10)
  return Number.isSafeInteger(value) && value >= 0 ? value : null
}

export const indentOf = (line: string): number => line.length - line.trimStart().length

/** Text of a message that runs over several lines. */
export const joinMessage = (message: string, more: string): string => (message === '' ? more : `${message}\n${more}`)
