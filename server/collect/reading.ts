import type { LogLine } from '#contract/socket.ts'
import type { StoredPosition } from '../backends/logs/port.ts'
import type { OutputChunk } from '../backends/runtime/port.ts'
import { createEntryJoiner, type Entry } from './entries.ts'
import { guessLevel } from './levels.ts'
import { createLineSplitter, type RawLine } from './lines.ts'
import { readTime } from './time.ts'
import { traceIdOf } from './trace-ids.ts'

export type Stream = OutputChunk['stream']
export const streams = ['stdout', 'stderr'] as const satisfies readonly Stream[]

/** What bytes turned out to hold: every line at once, entries as they end. */
export interface Read {
  stream: Stream
  lines: LogLine[]
  entries: Entry[]
}

/** The output of one instance read from one position on. No input or output of its own, no clock. */
export interface Reading {
  read(chunk: OutputChunk): Read
  /** Ends the open entries: nothing has come for a while. */
  flush(): Read[]
  /** Ends the open lines as well: nothing will come. */
  finish(readAt: number): Read[]
  /** Number of the last complete line that was read. */
  linesRead(stream: Stream): number
  readonly hasOpenEntry: boolean
}

const createStreamReading = (instance: string, stream: Stream, from: StoredPosition) => {
  const splitter = createLineSplitter({ offset: from[stream], lines: from[`${stream}Lines`] })
  const joiner = createEntryJoiner()
  let linesRead = from[`${stream}Lines`]

  const classify = (raw: RawLine, readAt: number, entries: Entry[]): LogLine => {
    const line: LogLine = {
      instance,
      seq: raw.no,
      at: readTime(raw, readAt) ?? readAt,
      stream,
      level: guessLevel(raw, stream),
      text: raw.text,
      cutBytes: raw.cutBytes,
      traceId: traceIdOf(raw),
      continues: false,
    }
    joiner.push(line, raw.end, entries)
    return line
  }

  const take = (raw: readonly RawLine[], readAt: number): Read => {
    const entries: Entry[] = []
    const lines = raw.map((line) => classify(line, readAt, entries))
    linesRead = raw.at(-1)?.no ?? linesRead
    return { stream, lines, entries }
  }
  const flush = (read: Read): Read => {
    joiner.flush(read.entries)
    return read
  }

  return {
    read: (chunk: OutputChunk) => take(splitter.push(chunk.bytes, chunk.offset), chunk.readAt),
    flush: () => flush({ stream, lines: [], entries: [] }),
    finish: (readAt: number) => flush(take(splitter.finish(), readAt)),
    linesRead: () => linesRead,
    isOpen: () => joiner.isOpen,
  }
}

export const createReading = (instance: string, from: StoredPosition): Reading => {
  const of = { stdout: createStreamReading(instance, 'stdout', from), stderr: createStreamReading(instance, 'stderr', from) }
  return {
    read: (chunk) => of[chunk.stream].read(chunk),
    flush: () => streams.map((stream) => of[stream].flush()),
    finish: (readAt) => streams.map((stream) => of[stream].finish(readAt)),
    linesRead: (stream) => of[stream].linesRead(),
    get hasOpenEntry() {
      return streams.some((stream) => of[stream].isOpen())
    },
  }
}
