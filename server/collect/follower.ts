import { AppError } from '#contract/errors.ts'
import type { LogLine } from '#contract/socket.ts'
import type { Clock } from '#lib/clock.ts'
import type { Feed } from '#lib/feed.ts'
import { releaseId } from '#lib/identity.ts'
import type { StoredPosition } from '../backends/logs/port.ts'
import type { OutputChunk, Runtime } from '../backends/runtime/port.ts'
import type { Entry } from './entries.ts'
import { createMoments } from './moments.ts'
import type { Outbox } from './outbox.ts'
import { createReading, type Read, type Reading, type Stream, streams } from './reading.ts'

/** An entry whose stream is silent for this long is over. */
const silenceMs = 300
const reopenMs = { first: 200, longest: 10_000 }

export interface CollectedInstance {
  name: string
  service: string
  environment: string
  /** Number of its release. */
  number: number
}

export interface FollowerDeps {
  runtime: Pick<Runtime, 'output'>
  feed: Feed<LogLine>
  outbox: Outbox
  clock: Clock
  log: { warn(details: object, message: string): void; info(details: object, message: string): void }
}

export interface Follower {
  /** Resolves when the instance has exited and its output is read and queued, or the follower is closed. */
  readonly done: Promise<void>
  /** It stores more slowly than the instance prints, and reads a second time what it could not keep. */
  readonly isBehind: boolean
  /** Every line read so far is on its way to the store. */
  readonly isQueued: boolean
  close(): Promise<void>
}

/** One pass over the output. */
interface Pump {
  reading: Reading
  stop: AbortController
}

/**
 * Follows the output of one instance to the feed and to the outbox. Lines go to the feed as they are read and wait for
 * nothing. Storing is slower than reading by a factor of ten; where the outbox is full and somebody watches, the leader
 * runs ahead without storing, and a chaser reads again from where storing stopped, at the store's pace. When it has caught
 * up it becomes the leader. Numbers of lines decide what is published and queued, so that each line is published once and
 * stored once, whoever reads it. Where nobody watches, the leader waits for room.
 */
export const followInstance = (deps: FollowerDeps, instance: CollectedInstance, from: StoredPosition): Follower => {
  const { runtime, feed, outbox, clock, log } = deps
  const { name, service, environment } = instance
  const release = releaseId(service, environment, instance.number)
  const closing = new AbortController()
  const moments = createMoments()
  const published: Record<Stream, number> = { stdout: from.stdoutLines, stderr: from.stderrLines }
  const pumps = new Set<Promise<void>>()
  const queued = { ...from }
  let leader: Pump | null = null
  let chaser: Pump | null = null

  const publish = ({ stream, lines }: Read): void => {
    const known = published[stream]
    const last = lines.at(-1)
    if (last === undefined || last.seq <= known) return
    feed.publish(name, (lines[0]?.seq ?? 0) > known ? lines : lines.filter((line) => line.seq > known))
    published[stream] = last.seq
  }

  const enqueue = (stream: Stream, entry: Entry): void => {
    const { seq, at, level, text, cutBytes, traceId, end, lastLine } = entry
    if (lastLine <= queued[`${stream}Lines`]) return
    const record = { seq, at, level, service, environment, instance: name, release, stream, text, cutBytes, traceId }
    outbox.add({ record, end, lastLine })
    queued[stream] = end
    queued[`${stream}Lines`] = lastLine
  }

  const deliver = (pump: Pump, read: Read): void => {
    if (pump.stop.signal.aborted) return
    publish(read)
    if (pump === leader && chaser === null && read.entries.length > 0 && !outbox.hasRoom && feed.isTaken(name)) {
      log.info({ instance: name }, 'prints faster than the log store takes; what is not stored yet is read again')
      chaser = start({ ...queued })
    }
    if (pump === leader && chaser !== null) return
    for (const entry of read.entries) enqueue(read.stream, entry)
  }

  const takeOver = (pump: Pump): void => {
    leader?.stop.abort()
    leader = pump
    chaser = null
    log.info({ instance: name }, 'storing has caught up')
  }

  /** What is read again keeps the moment at which it was read first. */
  const timed = (pump: Pump, chunk: OutputChunk): OutputChunk => {
    if (pump === chaser) return { ...chunk, readAt: moments.find(chunk.stream, chunk.offset) ?? chunk.readAt }
    if (chaser === null) moments.clear()
    moments.note(chunk.stream, chunk.offset, chunk.readAt)
    return chunk
  }

  const pumpOutput = async (pump: Pump, position: StoredPosition): Promise<void> => {
    const { reading, stop } = pump
    const signal = AbortSignal.any([closing.signal, stop.signal])
    let waiting = false
    const silence = setTimeout(() => {
      if (!waiting) for (const read of reading.flush()) deliver(pump, read)
    }, silenceMs)
    try {
      for await (const chunk of runtime.output(name, position, signal)) {
        waiting = true
        if (pump === chaser || !feed.isTaken(name)) await outbox.room(signal)
        waiting = false
        if (signal.aborted) break
        deliver(pump, reading.read(timed(pump, chunk)))
        if (pump === chaser && streams.every((stream) => reading.linesRead(stream) >= published[stream])) takeOver(pump)
        silence.refresh()
      }
      for (const read of signal.aborted ? reading.flush() : reading.finish(clock.now())) deliver(pump, read)
    } finally {
      clearTimeout(silence)
    }
  }

  const start = (position: StoredPosition): Pump => {
    const pump: Pump = { reading: createReading(name, position), stop: new AbortController() }
    const running = pumpOutput(pump, position).finally(() => pumps.delete(running))
    pumps.add(running)
    return pump
  }

  /** Both pumps, until the instance has exited and everything is read and queued. One that fails ends the other. */
  const pass = async (): Promise<void> => {
    try {
      chaser = null
      leader = start({ ...queued })
      while (pumps.size > 0) await Promise.race(pumps)
    } finally {
      leader?.stop.abort()
      chaser?.stop.abort()
      await Promise.allSettled(pumps)
    }
  }

  const follow = async (): Promise<void> => {
    for (let waitMs = reopenMs.first; !closing.signal.aborted; waitMs = Math.min(waitMs * 2, reopenMs.longest)) {
      try {
        return await pass()
      } catch (error) {
        const gone = error instanceof AppError && error.code === 'not_found'
        if (closing.signal.aborted || gone) return
        log.warn({ err: error, instance: name }, 'the output of an instance cannot be read; it is tried again')
        await clock.sleep(waitMs, closing.signal)
      }
    }
  }
  const done = follow()

  return {
    done,
    get isBehind() {
      return chaser !== null
    },
    get isQueued() {
      return chaser === null && leader?.reading.hasOpenEntry !== true
    },
    async close() {
      closing.abort()
      await done
    },
  }
}
