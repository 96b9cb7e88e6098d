import type { LogLine } from './socket.ts'
import type { Level } from './telemetry.ts'

/**
 * Lines as columns. A line of output is about 100 bytes, and as an object with its field names three times that: on the live
 * path the columns are what keeps the wire near the size of the text, and reading them near the speed of the wire.
 */
export interface PackedLines {
  /** Texts joined by line feeds, no text holds one; in UTF-8, which the wire carries as it is, where a string would be escaped. */
  text: Uint8Array | ArrayBuffer
  count: number
  /** Lines that follow one another in one stream of one instance: instance, stream, seq of the first, how many. */
  runs: [instance: string, stream: 'stdout' | 'stderr', seq: number, count: number][]
  /** Time of the first line, then how far each line is from the line before it. */
  times: number[]
  /** One letter a line, the first of its level; upper case where the line continues the entry before it. */
  levels: string
  /** By position, only where there is one. */
  traceIds: [position: number, traceId: string][]
  cuts: [position: number, bytes: number][]
}

const encoder = new TextEncoder()
// A byte order mark at the beginning of a line is the line's own.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const letterOf: Record<Level, string> = { fatal: 'f', error: 'e', warn: 'w', info: 'i', debug: 'd', trace: 't', unknown: 'u' }
const levelOf = new Map(Object.entries(letterOf).map(([level, letter]) => [letter, level as Level]))

export const packLines = (lines: readonly LogLine[]): PackedLines => {
  const packed: PackedLines = { text: new Uint8Array(), count: lines.length, runs: [], times: [], levels: '', traceIds: [], cuts: [] }
  const texts: string[] = []
  const letters: string[] = []
  let before = 0
  let run: PackedLines['runs'][number] | undefined
  for (const line of lines) {
    const position = texts.push(line.text) - 1
    if (run !== undefined && run[0] === line.instance && run[1] === line.stream && run[2] + run[3] === line.seq) run[3] += 1
    else {
      run = [line.instance, line.stream, line.seq, 1]
      packed.runs.push(run)
    }
    packed.times.push(line.at - before)
    before = line.at
    const letter = letterOf[line.level]
    letters.push(line.continues ? letter.toUpperCase() : letter)
    if (line.traceId !== null) packed.traceIds.push([position, line.traceId])
    if (line.cutBytes > 0) packed.cuts.push([position, line.cutBytes])
  }
  packed.text = encoder.encode(texts.join('\n'))
  packed.levels = letters.join('')
  return packed
}

export const unpackLines = (packed: PackedLines): LogLine[] => {
  if (packed.count === 0) return []
  const texts = decoder.decode(packed.text).split('\n')
  const lines: LogLine[] = []
  let at = 0
  for (const [instance, stream, first, count] of packed.runs) {
    for (let ordinal = 0; ordinal < count; ordinal += 1) {
      const position = lines.length
      const letter = packed.levels.charAt(position)
      const small = letter.toLowerCase()
      at += packed.times[position] ?? 0
      lines.push({
        instance,
        seq: first + ordinal,
        at,
        stream,
        level: levelOf.get(small) ?? 'unknown',
        text: texts[position] ?? '',
        cutBytes: 0,
        traceId: null,
        continues: letter !== small,
      })
    }
  }
  for (const [position, traceId] of packed.traceIds) {
    const line = lines[position]
    if (line !== undefined) line.traceId = traceId
  }
  for (const [position, bytes] of packed.cuts) {
    const line = lines[position]
    if (line !== undefined) line.cutBytes = bytes
  }
  return lines
}
