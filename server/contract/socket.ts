import type { Sample } from './console.ts'
import type { Deployment, OutputLine } from './deployment.ts'
import type { PackedLines } from './packed-lines.ts'
import type { Access } from './routes.ts'
import type { Fact } from './shared.ts'
import type { Level } from './telemetry.ts'

/**
 * A line of live output. `seq` counts the lines of its stream from the start of the instance, so that a viewer sees a gap and
 * the same line read again has the same number: instance, stream and seq name a line.
 */
export interface LogLine {
  instance: string
  seq: number
  at: number
  stream: 'stdout' | 'stderr'
  level: Level
  text: string
  /** Bytes that were cut off because the line passed the cap. */
  cutBytes: number
  traceId: string | null
  /** It continues the entry before it (a stack frame). */
  continues: boolean
}

export interface LiveOpen {
  /** A name the viewer makes up, unique among its streams, so that it knows the stream's lines from the first batch on. */
  stream: string
  /** Names of instances, at most 50. */
  instances: string[]
  /** Lines of history to begin with, over all instances. */
  backfill: number
  /** Case-insensitive text that a line must hold, or empty. */
  filter: string
}

/** Lines in time order, and how many this viewer missed before them because it was too slow. */
export interface LiveBatch {
  stream: string
  /** Read them with `unpackLines`. */
  lines: PackedLines
  skipped: number
  /** This batch is history: everything after the last such batch is new. There is at least one, empty where nothing is known. */
  backfill: boolean
  /** What the reader must know: the history could not be read, or ends at a cap. */
  notes: Fact[]
}

export type Ack<Value> = (answer: { ok: true; value: Value } | { ok: false; code: string; message: string }) => void

export interface ClientEvents {
  'live:open': (ask: LiveOpen, ack: Ack<null>) => void
  'live:close': (ask: { stream: string }, ack: Ack<null>) => void
  /** Follows one deployment; lines after `afterLine` are sent at once. */
  'deployment:watch': (ask: { id: string; afterLine: number }, ack: Ack<null>) => void
  'deployment:leave': (ask: { id: string }, ack: Ack<null>) => void
}

export interface ServerEvents {
  /** The viewer acknowledges each batch; a few may be under way, the next one waits. */
  'live:lines': (batch: LiveBatch, ack: () => void) => void
  'deployment:changed': (deployment: Deployment) => void
  'deployment:output': (batch: { id: string; lines: OutputLine[]; total: number; skipped: number }) => void
  /** Anything a list shows has changed: fetch again what is on the screen. */
  'board:changed': (change: { service: string; environment: string }) => void
  'errors:changed': (change: { id: string }) => void
  'sample:changed': (sample: Sample) => void
}

/** Who may send each event; like a route, an event without a rule does not compile. */
export const socketAccess = {
  'live:open': 'reader',
  'live:close': 'reader',
  'deployment:watch': 'reader',
  'deployment:leave': 'reader',
} as const satisfies Record<keyof ClientEvents, Access>

/** What a room announces to browsers through the composition root. */
export type Announcement = {
  [Event in Exclude<keyof ServerEvents, 'live:lines'>]: { event: Event; payload: Parameters<ServerEvents[Event]>[0] }
}[Exclude<keyof ServerEvents, 'live:lines'>]
export type Announce = (announcement: Announcement) => void
