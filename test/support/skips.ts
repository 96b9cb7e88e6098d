import { existsSync } from 'node:fs'
import type { TestContext } from 'vitest'

/** Something that a bare machine may lack, and the command that provides it. */
const needs = {
  chromium: {
    there: () => existsSync('/usr/bin/chromium'),
    provide: 'apt-get install -y chromium',
  },
} as const

export type Need = keyof typeof needs

const required = new Set((process.env.CULPRIT_TEST_REQUIRE ?? '').split(',').filter((name) => name !== ''))

/**
 * Null when the machine has what a test needs; else the reason to skip it, with the command that provides it. Where
 * `CULPRIT_TEST_REQUIRE` names the need, its absence is a failure.
 */
export const skips = (need: Need): string | null => {
  const { there, provide } = needs[need]
  if (there()) return null
  const reason = `needs ${need}: ${provide}`
  if (required.has(need)) throw new Error(`CULPRIT_TEST_REQUIRE names ${need}, and it is not here (${provide}).`)
  return reason
}

/** Skips the running test, visibly, when the machine lacks what it needs. */
export const requireOrSkip = (context: TestContext, need: Need): void => {
  const reason = skips(need)
  if (reason !== null) context.skip(reason)
}
