import { z } from 'zod'
import { Time } from '#contract/shared.ts'
import type { Marks } from '../records/marks.ts'

const key = 'sample'

const Memory = z.object({
  state: z.enum(['loading', 'ready', 'removing', 'removed']),
  /** Names this load in idempotency keys, so that a sample loaded again later deploys anew. */
  run: z.string(),
  startedAt: Time,
  /** Last deployment asked for, by release of the plan. */
  deployments: z.record(z.string(), z.object({ id: z.string(), attempt: z.number().int(), number: z.number().int() })),
  /** The failing trace that the newcomer is shown, and its error group. */
  failing: z.object({ traceId: z.string(), group: z.string() }).nullable(),
  steps: z.object({ paste: Time, culprit: Time, rollback: Time, stopped: Time }).partial(),
})
export type Memory = z.infer<typeof Memory>

/** What outlives a restart about the sample: a copy in memory, written through to one mark. */
export interface SampleMemory {
  get(): Memory | null
  /** Merges and stores. */
  update(change: Partial<Memory>): Promise<void>
}

export const openMemory = async (marks: Marks, begin: () => Pick<Memory, 'run' | 'startedAt'>): Promise<SampleMemory> => {
  const stored = await marks.get(key)
  let memory = stored === undefined ? null : Memory.parse(stored)
  return {
    get: () => memory,
    async update(change) {
      memory = { ...(memory ?? { state: 'loading', deployments: {}, failing: null, steps: {}, ...begin() }), ...change }
      await marks.set(key, memory)
    },
  }
}
