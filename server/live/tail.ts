import type { Fact } from '#contract/shared.ts'
import type { LiveOpen, LogLine } from '#contract/socket.ts'
import type { Clock } from '#lib/clock.ts'
import type { Feed, Take, Taken } from '#lib/feed.ts'
import type { Logs } from '../backends/logs/port.ts'
import { readHistory, streamKey } from './history.ts'
import { createMerger } from './merge.ts'

/** A batch holds about this much text, and its first line waits at most this long for company. */
export const batchBytes = 64 * 1024
export const batchMs = 50
/** What waits for one viewer. Beyond it lines are skipped and counted. */
const waitingBytes = 1024 * 1024

export interface TailDeps {
  logs: Pick<Logs, 'search'>
  feed: Feed<LogLine>
  clock: Clock
}

export interface TailPart {
  lines: LogLine[]
  /** Lines this viewer missed just before these. */
  skipped: number
  backfill: boolean
  notes: Fact[]
}

/** A string cut from a chunk keeps the whole chunk in memory; where few lines of many are kept, each is copied out of it. */
const detach = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')

const createFilter = (filter: string): { matches: (text: string) => boolean; pick: Take<LogLine>['pick'] } => {
  const wanted = filter.toLowerCase()
  if (wanted === '') return { matches: () => true, pick: (line) => line }
  const matches = (text: string) => text.toLowerCase().includes(wanted)
  return { matches, pick: (line) => (matches(line.text) ? { ...line, text: detach(line.text) } : null) }
}

function* inBatches(lines: readonly LogLine[]): Generator<LogLine[]> {
  let from = 0
  let bytes = 0
  let at = 0
  for (const { text } of lines) {
    const size = Buffer.byteLength(text) + 1
    if (bytes > 0 && bytes + size > batchBytes) {
      yield lines.slice(from, at)
      from = at
      bytes = 0
    }
    bytes += size
    at += 1
  }
  if (from < lines.length) yield lines.slice(from)
}

/**
 * The output of some instances for one viewer: history first, then new lines, none lost and none twice in between. A viewer
 * that is slow to ask for the next part is told with a later part how many lines it missed.
 */
export async function* tail(deps: TailDeps, ask: Omit<LiveOpen, 'stream'>, signal: AbortSignal): AsyncGenerator<TailPart> {
  const { logs, feed, clock } = deps
  const instances = [...new Set(ask.instances)]
  const { matches, pick } = createFilter(ask.filter)
  const leaving = new AbortController()
  const until = AbortSignal.any([signal, leaving.signal])
  try {
    // Cut-over: taken in one turn of the event loop, so that every line is in the recent ones or is taken, never in both.
    // Lines before the recent ones are in the store, for they are released only then.
    const recent = instances.flatMap((instance) => feed.recent(instance))
    const gather = { bytes: batchBytes, ms: batchMs }
    const taken = feed.take({ topics: instances, pick, maxBytes: waitingBytes, gather }, until)

    // Backfill: what the store holds before the recent lines, then those.
    yield* backfill(logs, { instances, matches, recent, count: ask.backfill }, until)

    // Streaming.
    yield* instances.length === 1 ? stream(taken) : merged(taken, clock, until)
  } finally {
    leaving.abort()
  }
}

interface BackfillAsk {
  instances: readonly string[]
  matches: (text: string) => boolean
  recent: readonly LogLine[]
  count: number
}

async function* backfill(logs: TailDeps['logs'], ask: BackfillAsk, signal: AbortSignal): AsyncGenerator<TailPart> {
  const { instances, matches, recent, count } = ask
  const until = new Map<string, LogLine>()
  for (const line of recent) if (!until.has(streamKey(line))) until.set(streamKey(line), line)
  const history = count === 0 ? { lines: [], missing: 0, notes: [] } : await readHistory(logs, { instances, count, matches, until }, signal)
  const known = recent.filter(({ text }) => matches(text))
  const lines = count === 0 ? [] : [...history.lines, ...known].sort((left, right) => left.at - right.at).slice(-count)
  let first = { skipped: history.missing, notes: history.notes }
  for (const batch of lines.length === 0 ? [[]] : inBatches(lines)) {
    yield { lines: batch, backfill: true, ...first }
    first = { skipped: 0, notes: [] }
  }
}

function* parts(lines: readonly LogLine[], skipped: number): Generator<TailPart> {
  let before = skipped
  for (const batch of lines.length === 0 && skipped > 0 ? [[]] : inBatches(lines)) {
    yield { lines: batch, skipped: before, backfill: false, notes: [] }
    before = 0
  }
}

async function* stream(taken: AsyncIterable<Taken<LogLine>>): AsyncGenerator<TailPart> {
  for await (const { values, skipped } of taken) yield* parts(values, skipped)
}

/** Lines of several instances wait a moment for older ones. What was skipped is told with the lines that came after it. */
async function* merged(taken: AsyncIterable<Taken<LogLine>>, clock: Clock, signal: AbortSignal): AsyncGenerator<TailPart> {
  const merger = createMerger()
  const source = taken[Symbol.asyncIterator]()
  const ask = () => source.next().then((result) => (result.done === true ? null : result.value))
  let next = ask()
  for (;;) {
    const due = merger.dueAt()
    const got = due === null ? await next : await Promise.race([next, clock.sleep(due - clock.now(), signal)])
    if (got === null || signal.aborted) return
    if (got !== undefined) {
      merger.push(got.values, clock.now())
      next = ask()
    }
    yield* parts(merger.take(clock.now()), got?.skipped ?? 0)
  }
}
