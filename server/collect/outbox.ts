import type { Clock } from '#lib/clock.ts'
import type { LogSink, NewLogRecord, StoredPosition } from '../backends/logs/port.ts'

/** A batch is stored when it has this many records, this much text, or is this old. */
const batchRecords = 1000
const batchChars = 4 * 1024 * 1024
const batchMs = 200
/** Beyond this nothing more is taken; the output waits where the runtime keeps it. */
const waitingRecords = 20_000
const waitingChars = 16 * 1024 * 1024
const retryMs = { first: 500, longest: 15_000 }
/** How long closing waits for a store that does not answer; what is not stored then is read again after the next start. */
const closeMs = 5000

const start: StoredPosition = { stdout: 0, stderr: 0, stdoutLines: 0, stderrLines: 0 }

/** A record, and how far its instance's output is stored once the record is. */
export interface Outgoing {
  record: NewLogRecord
  end: number
  lastLine: number
}

export interface OutboxDeps {
  logs: Pick<LogSink, 'store' | 'position'>
  clock: Clock
  log: { warn(details: object, message: string): void; info(details: object, message: string): void }
  onStored(instance: string, position: StoredPosition): void
}

/** Records on their way to the log store, in order, bounded, until they are stored. */
export interface Outbox {
  /** Tells where an instance's records begin. */
  begin(instance: string, position: StoredPosition): void
  add(outgoing: Outgoing): void
  readonly hasRoom: boolean
  /** Resolves when there is room, or the signal is aborted. */
  room(signal: AbortSignal): Promise<void>
  /** Resolves when everything that was added before is stored, or the outbox is closed. */
  drained(): Promise<void>
  status(): { waiting: number; failing: { since: number; reason: string } | null }
  close(): Promise<void>
}

const advance = (position: StoredPosition, { record, end, lastLine }: Outgoing): void => {
  position[record.stream] = end
  position[`${record.stream}Lines`] = lastLine
}

const reaches = (position: StoredPosition, goal: StoredPosition): boolean =>
  position.stdout >= goal.stdout && position.stderr >= goal.stderr

export const createOutbox = ({ logs, clock, log, onStored }: OutboxDeps): Outbox => {
  const positions = new Map<string, StoredPosition>()
  const givingUp = new AbortController()
  let closing = false
  let queue: Outgoing[] = []
  let chars = 0
  let added = 0
  let stored = 0
  let failing: { since: number; reason: string } | null = null
  /** Cuts the wait for a fuller batch short. */
  let full = new AbortController()
  /** Woken by whatever changes: something added, something stored, closing. */
  let waiters: (() => void)[] = []

  const change = (): Promise<void> => new Promise((resolve) => waiters.push(resolve))
  const changed = (): void => {
    const woken = waiters
    waiters = []
    for (const wake of woken) wake()
  }
  const hasRoom = (): boolean => queue.length < waitingRecords && chars < waitingChars

  const nextBatch = (): Outgoing[] => {
    let size = 0
    let count = 0
    while (count < queue.length && count < batchRecords && size < batchChars) size += queue[count++]?.record.text.length ?? 0
    return queue.slice(0, count)
  }

  /** An error may come after the records were stored; a position, stored with them, tells. */
  const isStored = async (goals: Map<string, StoredPosition>): Promise<boolean> => {
    for (const [instance, goal] of goals) return reaches(await logs.position(instance), goal)
    return true
  }

  const store = async (batch: readonly Outgoing[], goals: Map<string, StoredPosition>): Promise<boolean> => {
    const records = batch.map(({ record }) => record)
    const reached = [...goals].map(([instance, position]) => ({ instance, position }))
    for (let waitMs = retryMs.first; !givingUp.signal.aborted; waitMs = Math.min(waitMs * 2, retryMs.longest)) {
      try {
        if (failing === null || !(await isStored(goals))) await logs.store(records, reached)
        if (failing !== null) log.info({ waiting: queue.length }, 'the log store takes records again')
        failing = null
        return true
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        if (failing === null)
          log.warn({ err: error, waiting: queue.length }, 'the log store does not take records; they are kept and tried again')
        failing = { since: failing?.since ?? clock.now(), reason }
        await clock.sleep(waitMs, givingUp.signal)
      }
    }
    return false
  }

  const storeNext = async (): Promise<void> => {
    const batch = nextBatch()
    const goals = new Map<string, StoredPosition>()
    for (const outgoing of batch) {
      const { instance } = outgoing.record
      const goal = goals.get(instance) ?? { ...(positions.get(instance) ?? start) }
      advance(goal, outgoing)
      goals.set(instance, goal)
    }
    if (!(await store(batch, goals))) return
    queue = queue.slice(batch.length)
    stored += batch.length
    for (const { record } of batch) chars -= record.text.length
    for (const [instance, position] of goals) {
      positions.set(instance, position)
      onStored(instance, position)
    }
    changed()
  }

  const fillBatch = async (): Promise<void> => {
    if (queue.length >= batchRecords || closing) return
    full = new AbortController()
    await clock.sleep(batchMs, full.signal)
  }

  const run = async (): Promise<void> => {
    while (!givingUp.signal.aborted && !(closing && queue.length === 0)) {
      if (queue.length === 0) await change()
      else {
        await fillBatch()
        await storeNext()
      }
    }
  }
  const running = run()

  return {
    begin: (instance, position) => void positions.set(instance, position),
    add(outgoing) {
      queue.push(outgoing)
      added += 1
      chars += outgoing.record.text.length
      if (queue.length === 1) changed()
      // Once: each abort makes an error with a stack.
      if (queue.length === batchRecords) full.abort()
    },
    get hasRoom() {
      return hasRoom()
    },
    async room(signal) {
      signal.addEventListener('abort', changed)
      while (!hasRoom() && !signal.aborted && !givingUp.signal.aborted) await change()
      signal.removeEventListener('abort', changed)
    },
    async drained() {
      const goal = added
      while (stored < goal && !givingUp.signal.aborted) await change()
    },
    status: () => ({ waiting: queue.length, failing }),
    async close() {
      closing = true
      full.abort()
      changed()
      const limit = setTimeout(() => givingUp.abort(), closeMs)
      await running
      clearTimeout(limit)
      givingUp.abort()
      changed()
    },
  }
}
