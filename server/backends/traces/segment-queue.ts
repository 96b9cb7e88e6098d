import type { ReceivedSegment } from './port.ts'
import { flaw, type StoredSegment, trimSegment } from './segment.ts'

interface Waiting {
  segments: StoredSegment[]
  resolve: () => void
  reject: (error: unknown) => void
}

export interface SegmentQueue {
  /** Resolves when the segments are committed. */
  add(segments: readonly ReceivedSegment[]): Promise<void>
  /** Segments that were refused, or lost because they could not be written. */
  readonly dropped: number
  /** Writes what waits. */
  flush(): void
}

const waitMs = 20
const full = 400

/** Gathers what many agents send at once into one transaction; whoever waits is told only after its commit. */
export const createSegmentQueue = (write: (segments: StoredSegment[]) => void): SegmentQueue => {
  let waiting: Waiting[] = []
  let count = 0
  let dropped = 0
  let timer: NodeJS.Timeout | null = null

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const batch = waiting
    waiting = []
    count = 0
    if (batch.length === 0) return
    const segments = batch.flatMap((one) => one.segments)
    try {
      write(segments)
      for (const one of batch) one.resolve()
    } catch (error) {
      dropped += segments.length
      for (const one of batch) one.reject(error)
    }
  }

  return {
    add(received) {
      const segments = received.filter((segment) => flaw(segment) === null).map(trimSegment)
      dropped += received.length - segments.length
      return new Promise((resolve, reject) => {
        waiting.push({ segments, resolve, reject })
        count += segments.length
        if (count >= full) flush()
        else timer ??= setTimeout(flush, waitMs)
      })
    },
    get dropped() {
      return dropped
    },
    flush,
  }
}
