import { z } from 'zod'

/** Epoch milliseconds, UTC. */
export const Time = z.number().int()
/** A lower-case name that is safe in a host name, a file name and an instance name (at most 30 characters). */
export const Name = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, 'lower-case letters, digits and dashes, at most 30, beginning with a letter')
/** A full git object id. */
export const CommitId = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)

/** A sentence that the client words: `code` is a key of its dictionary, `params` fill the blanks. */
export const Fact = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
export type Fact = z.infer<typeof Fact>

export const page = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), next: z.string().nullable() })

/** One source's share of an answer: found, empty (with where it looked), or unavailable with the reason. */
export const part = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('found'), source: z.string(), value }),
    z.object({ state: z.literal('empty'), source: z.string(), searched: z.string() }),
    z.object({ state: z.literal('unavailable'), source: z.string(), reason: z.string(), since: Time.nullable() }),
  ])
export type Part<Value> =
  | { state: 'found'; source: string; value: Value }
  | { state: 'empty'; source: string; searched: string }
  | { state: 'unavailable'; source: string; reason: string; since: number | null }
