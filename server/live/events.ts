import { z } from 'zod'
import type { ClientEvents } from '#contract/socket.ts'

const streamName = z.string().regex(/^[\w-]{1,40}$/, 'letters, digits and dashes, at most 40')

/** What each event must carry. */
export const schemas = {
  'live:open': z.object({
    stream: streamName,
    instances: z.array(z.string().min(1).max(80)).min(1).max(50),
    backfill: z.number().int().min(0).max(5000),
    filter: z.string().max(200),
  }),
  'live:close': z.object({ stream: streamName }),
  'deployment:watch': z.object({ id: z.string().min(1).max(100), afterLine: z.number().int().min(0) }),
  'deployment:leave': z.object({ id: z.string().min(1).max(100) }),
} as const satisfies { [Event in keyof ClientEvents]: z.ZodType<Parameters<ClientEvents[Event]>[0]> }

export type Question<Event extends keyof ClientEvents> = Parameters<ClientEvents[Event]>[0]
type AckOf<Event extends keyof ClientEvents> = Parameters<ClientEvents[Event]>[1]
export type Answer<Event extends keyof ClientEvents> =
  Extract<Parameters<AckOf<Event>>[0], { ok: true }> extends { value: infer Value } ? Value : never

/** One function per event; a missing one does not compile. */
export type EventHandlers = { [Event in keyof ClientEvents]: (ask: Question<Event>) => Answer<Event> | Promise<Answer<Event>> }
