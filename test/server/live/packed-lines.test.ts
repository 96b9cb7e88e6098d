import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packLines, unpackLines } from '../../../server/contract/packed-lines.ts'
import { levels } from '../../../server/contract/telemetry.ts'

const line = fc.record({
  instance: fc.constantFrom('a-test-r1-1', 'b-test-r1-1'),
  seq: fc.integer({ min: 1, max: 5 }),
  at: fc.integer({ min: 0, max: 2e12 }),
  stream: fc.constantFrom('stdout' as const, 'stderr' as const),
  level: fc.constantFrom(...levels),
  text: fc.string().map((text) => text.replaceAll('\n', '')),
  cutBytes: fc.nat(3),
  traceId: fc.option(fc.string({ minLength: 1 })),
  continues: fc.boolean(),
})

describe('packed lines', () => {
  it('unpack to the lines that were packed', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(unpackLines(packLines(lines))).toEqual(lines)
      }),
    )
  })
})
