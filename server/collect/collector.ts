import type { Fact } from '#contract/shared.ts'
import type { LogLine } from '#contract/socket.ts'
import type { Clock } from '#lib/clock.ts'
import type { Feed } from '#lib/feed.ts'
import type { LogSink, StoredPosition } from '../backends/logs/port.ts'
import type { Runtime } from '../backends/runtime/port.ts'
import { type CollectedInstance, type Follower, followInstance } from './follower.ts'
import { createOutbox } from './outbox.ts'

export interface CollectorDeps {
  runtime: Pick<Runtime, 'output' | 'outputStored'>
  logs: Pick<LogSink, 'store' | 'position'>
  feed: Feed<LogLine>
  clock: Clock
  log: { warn(details: object, message: string): void; info(details: object, message: string): void }
}

/** Reads the output of every instance once, for all viewers and for the log store. */
export interface Collector {
  /** Follows an instance from where its stored output ends. Asking again for one that is followed changes nothing. */
  follow(instance: CollectedInstance): void
  /** Stops following; what is read is stored. */
  forget(name: string): Promise<void>
  /** Resolves when everything that was read of an instance, or of all, is stored. */
  idle(name?: string): Promise<void>
  /** Records in memory that are not stored yet. */
  waiting(): number
  /** What the reader of the settings must know: nothing while all is well. */
  facts(): Fact[]
  close(): Promise<void>
}

interface Followed {
  instance: CollectedInstance
  follower: Promise<Follower | null>
  /** Its output is read to the end. */
  finished: boolean
  /** Asked for again since it finished: it may have been started anew under the same name. */
  again: boolean
  ended: boolean
  current: Follower | null
  /** Stored bytes that the runtime was last told of. */
  toldBytes: number
}

const pollMs = 20
const tellBytes = 1024 * 1024

export const createCollector = (deps: CollectorDeps): Collector => {
  const { runtime, logs, feed, clock, log } = deps
  const followed = new Map<string, Followed>()
  const closing = new AbortController()

  /** The runtime frees space in steps of many megabytes; telling it of each batch would be noise. */
  const tellStored = (instance: string, position: StoredPosition): void => {
    const entry = followed.get(instance)
    const bytes = position.stdout + position.stderr
    if (entry === undefined || bytes - entry.toldBytes < tellBytes) return
    entry.toldBytes = bytes
    runtime.outputStored(instance, { stdout: position.stdout, stderr: position.stderr }).catch((error: unknown) => {
      log.warn({ err: error, instance }, 'the space of stored output cannot be freed')
    })
  }

  const onStored = (instance: string, position: StoredPosition): void => {
    feed.release(instance, (line) => line.seq <= position[`${line.stream}Lines`])
    tellStored(instance, position)
  }
  const outbox = createOutbox({ logs, clock, log, onStored })

  /** The position is the one thing that cannot be guessed: without it lines would be lost or doubled. */
  const positionOf = async (name: string): Promise<StoredPosition | null> => {
    for (let waitMs = 500; !closing.signal.aborted; waitMs = Math.min(waitMs * 2, 15_000)) {
      try {
        return await logs.position(name)
      } catch (error) {
        log.warn({ err: error, instance: name }, 'the log store does not tell where an instance was read up to; it is asked again')
        await clock.sleep(waitMs, closing.signal)
      }
    }
    return null
  }

  const open = async (entry: Followed): Promise<Follower | null> => {
    const position = await positionOf(entry.instance.name)
    if (position === null || entry.ended) return null
    outbox.begin(entry.instance.name, position)
    entry.current = followInstance({ runtime, feed, outbox, clock, log }, entry.instance, position)
    return entry.current
  }

  /** Keeps an instance until its last line is stored, so that following it again begins behind that line. */
  const settle = async (entry: Followed): Promise<void> => {
    const follower = await entry.follower
    await follower?.done
    entry.finished = true
    await outbox.drained()
    if (followed.get(entry.instance.name) !== entry) return
    followed.delete(entry.instance.name)
    if (entry.again && !entry.ended && !closing.signal.aborted) follow(entry.instance)
  }

  const follow = (instance: CollectedInstance): void => {
    const known = followed.get(instance.name)
    if (known !== undefined) {
      known.again = known.finished
      return
    }
    if (closing.signal.aborted) return
    const entry: Followed = {
      instance,
      follower: Promise.resolve(null),
      finished: false,
      again: false,
      ended: false,
      current: null,
      toldBytes: 0,
    }
    followed.set(instance.name, entry)
    entry.follower = open(entry)
    settle(entry).catch((error: unknown) => log.warn({ err: error, instance: instance.name }, 'following an instance ended badly'))
  }

  const stop = async (entry: Followed): Promise<void> => {
    entry.ended = true
    await (await entry.follower)?.close()
  }

  return {
    follow,
    async forget(name) {
      const entry = followed.get(name)
      if (entry === undefined) return
      await stop(entry)
      await outbox.drained()
    },
    async idle(name) {
      const open = () => [...followed.values()].filter(({ instance }) => name === undefined || instance.name === name)
      while (!closing.signal.aborted && open().some(({ current }) => current !== null && !current.isQueued)) await clock.sleep(pollMs)
      await outbox.drained()
    },
    waiting: () => outbox.status().waiting,
    facts() {
      const { waiting, failing } = outbox.status()
      const facts: Fact[] = []
      if (failing !== null) facts.push({ code: 'collect.store_failing', params: { waiting, since: failing.since, reason: failing.reason } })
      for (const { instance, current } of followed.values()) {
        if (current?.isBehind) facts.push({ code: 'collect.behind', params: { instance: instance.name } })
      }
      return facts
    },
    async close() {
      closing.abort()
      await Promise.all([...followed.values()].map(stop))
      await outbox.close()
    },
  }
}
