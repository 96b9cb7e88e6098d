import type { Stream } from './reading.ts'

const most = 4096

/** When which part of an output was first read, coarsely, for lines that say no time themselves and are read a second time. */
export interface Moments {
  note(stream: Stream, offset: number, at: number): void
  /** The latest moment noted at or before the offset. */
  find(stream: Stream, offset: number): number | null
  clear(): void
}

export const createMoments = (): Moments => {
  let notes: Record<Stream, { offset: number; at: number }[]> = { stdout: [], stderr: [] }
  return {
    note(stream, offset, at) {
      const list = notes[stream]
      if (list.length >= most) notes[stream] = list.filter((_, index) => index % 2 === 0)
      notes[stream].push({ offset, at })
    },
    find: (stream, offset) => notes[stream].findLast((note) => note.offset <= offset)?.at ?? null,
    clear() {
      notes = { stdout: [], stderr: [] }
    },
  }
}
