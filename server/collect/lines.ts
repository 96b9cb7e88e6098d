import { isAscii } from 'node:buffer'

/** A line beyond this is cut; the bytes that are cut are counted, not kept. */
export const maxLineBytes = 256 * 1024

/** A text and its bytes: where characters are looked at one by one, bytes are read several times faster. */
export interface LineText {
  text: string
  bytes: Uint8Array
  from: number
  to: number
}

export const asLineText = (text: string): LineText => {
  const bytes = Buffer.from(text)
  return { text, bytes, from: 0, to: bytes.length }
}

export interface RawLine extends LineText {
  /** Number within the stream, from 1. */
  no: number
  cutBytes: number
  /** Offset of the byte after its line feed. */
  end: number
}

export interface StreamPosition {
  offset: number
  /** Number of the last line before the offset. */
  lines: number
}

export interface LineSplitter {
  /** Complete lines; the rest waits for the next bytes. Bytes before the position are known already and skipped. */
  push(bytes: Uint8Array, offset: number): RawLine[]
  /** The last line of a stream that ended without a line feed. */
  finish(): RawLine[]
}

const lineFeed = 10
const carriageReturn = 13

/** A byte 0 ends a string for many a reader of the stored text; its picture does not. */
const showNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\u2400') : text)

/** Bytes to text: what is not valid UTF-8 becomes U+FFFD, one carriage return before the line feed goes. */
const decode = (bytes: Buffer, from: number, to: number): LineText & { cutBytes: number } => {
  const length = to > from && bytes[to - 1] === carriageReturn ? to - from - 1 : to - from
  let kept = Math.min(length, maxLineBytes)
  // Never through the middle of a character: its later bytes begin with the bits 10.
  if (kept < length) while (kept > maxLineBytes - 4 && ((bytes[from + kept] ?? 0) & 0xc0) === 0x80) kept -= 1
  return { text: showNul(bytes.toString('utf8', from, from + kept)), bytes, from, to: from + kept, cutBytes: length - kept }
}

/**
 * Bytes of one stream to numbered lines. A line may span any number of chunks; of one that is too long the beginning is kept
 * and the rest is counted, so that memory stays at one line whatever the application prints.
 */
export const createLineSplitter = (from: StreamPosition): LineSplitter => {
  let { offset: at, lines: no } = from
  /** The unfinished line: its first bytes (at most the cap and a bit), and how many more there were. */
  let open: Buffer[] = []
  let openBytes = 0
  let overflow = 0
  let endsInReturn = false

  const keep = (bytes: Buffer): void => {
    if (bytes.length === 0) return
    endsInReturn = bytes[bytes.length - 1] === carriageReturn
    // Four bytes more than the cap: a whole character to see where the last one that fits begins.
    const room = Math.max(0, maxLineBytes + 4 - openBytes)
    const kept = bytes.subarray(0, room)
    if (kept.length > 0) open.push(Buffer.from(kept))
    openBytes += kept.length
    overflow += bytes.length - kept.length
  }

  const close = (end: number): RawLine => {
    const line = decode(Buffer.concat(open, openBytes), 0, openBytes)
    const dropped = overflow > 0 && endsInReturn ? overflow - 1 : overflow
    open = []
    openBytes = 0
    overflow = 0
    endsInReturn = false
    no += 1
    return { ...line, no, cutBytes: line.cutBytes + dropped, end }
  }

  /** Lines of a block that ends in a line feed; `start` is the offset of its first byte. */
  const splitAscii = (block: Buffer, start: number, into: RawLine[]): void => {
    const text = showNul(block.toString('latin1'))
    let from = 0
    while (from < text.length) {
      const feed = text.indexOf('\n', from)
      const stop = feed > from && text.charCodeAt(feed - 1) === carriageReturn ? feed - 1 : feed
      no += 1
      const to = Math.min(stop, from + maxLineBytes)
      into.push({ no, text: text.slice(from, to), bytes: block, from, to, cutBytes: stop - to, end: start + feed + 1 })
      from = feed + 1
    }
  }

  const splitUtf8 = (block: Buffer, start: number, into: RawLine[]): void => {
    let from = 0
    while (from < block.length) {
      const feed = block.indexOf(lineFeed, from)
      no += 1
      into.push({ ...decode(block, from, feed), no, end: start + feed + 1 })
      from = feed + 1
    }
  }

  return {
    push(chunk, offset) {
      const known = Math.min(chunk.length, Math.max(0, at - offset))
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset + known, chunk.length - known)
      const start = offset + known
      const before = at
      at = Math.max(at, start + bytes.length)
      const lines: RawLine[] = []
      if (bytes.length === 0) return lines
      // Bytes are missing in between: what follows is not the rest of the open line.
      if (start > before && openBytes > 0) lines.push(close(before))

      const last = bytes.lastIndexOf(lineFeed)
      if (last === -1) {
        keep(bytes)
        return lines
      }
      let first = 0
      if (openBytes > 0) {
        first = bytes.indexOf(lineFeed) + 1
        keep(bytes.subarray(0, first - 1))
        lines.push(close(start + first))
      }
      const block = bytes.subarray(first, last + 1)
      if (isAscii(block)) splitAscii(block, start + first, lines)
      else splitUtf8(block, start + first, lines)
      keep(bytes.subarray(last + 1))
      return lines
    },
    finish: () => (openBytes > 0 ? [close(at)] : []),
  }
}
