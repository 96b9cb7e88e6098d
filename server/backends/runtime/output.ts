import { fstatSync, watch } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { InstanceFolder, InstanceState } from './instance-folder.ts'
import type { OutputChunk, OutputPosition } from './port.ts'
import { isAlive } from './process-table.ts'

const chunkBytes = 256 * 1024
const pollMs = 100
/** After a change more is on its way: reading a moment later makes one chunk of many writes. */
const gatherMs = 10

interface Tap {
  stream: OutputChunk['stream']
  file: FileHandle
  at: number
}

const openTap = async (folder: InstanceFolder, stream: Tap['stream'], from: number, freed: number): Promise<Tap> => {
  const file = await open(folder[stream], 'r')
  const { size } = await file.stat()
  // A position beyond the end belongs to an instance of this name that was removed.
  return { stream, file, at: from > size ? freed : Math.max(from, freed) }
}

/**
 * Follows the files of an instance. The process writes to files and so never waits for a reader; a reader that is slow reads
 * later.
 */
export async function* followOutput(
  folder: InstanceFolder,
  state: InstanceState,
  from: OutputPosition,
  now: () => number,
  signal: AbortSignal,
): AsyncGenerator<OutputChunk> {
  const stdout = await openTap(folder, 'stdout', from.stdout, state.freed.stdout)
  await using _stdout = stdout.file
  const stderr = await openTap(folder, 'stderr', from.stderr, state.freed.stderr)
  await using _stderr = stderr.file
  const taps = [stdout, stderr]

  while (!signal.aborted) {
    // Asked before the last read: what a process printed before it ended is then in the files.
    const alive = state.process !== null && isAlive(state.process.pid, state.process.start)
    let found = false
    for (const tap of taps) {
      const chunk = await readChunk(tap, now)
      if (chunk === null) continue
      found = true
      yield chunk
      if (signal.aborted) return
    }
    if (found) continue
    if (!alive) return
    await change(folder.path, () => taps.some(hasMore), signal)
  }
}

const hasMore = (tap: Tap): boolean => fstatSync(tap.file.fd).size > tap.at

const readChunk = async (tap: Tap, now: () => number): Promise<OutputChunk | null> => {
  const waiting = fstatSync(tap.file.fd).size - tap.at
  if (waiting <= 0) return null
  const buffer = Buffer.allocUnsafe(Math.min(waiting, chunkBytes))
  const { bytesRead } = await tap.file.read(buffer, 0, buffer.length, tap.at)
  if (bytesRead === 0) return null
  const chunk = { stream: tap.stream, offset: tap.at, bytes: buffer.subarray(0, bytesRead), readAt: now() }
  tap.at += bytesRead
  return chunk
}

/** Resolves soon after a file of the folder changes. It watches only while there is nothing to read, so a flood costs no events. */
const change = (folder: string, hasMore: () => boolean, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const watching = new AbortController()
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      watching.abort()
      resolve()
    }
    let timer = setTimeout(finish, pollMs)
    let isGathering = false
    // From the first change on, not from the last: a stream without pauses would never be read.
    const gather = (): void => {
      if (isGathering) return
      isGathering = true
      clearTimeout(timer)
      timer = setTimeout(finish, gatherMs)
    }
    signal.addEventListener('abort', finish)
    try {
      watch(folder, { signal: watching.signal }, gather).on('error', () => {})
    } catch {
      // No watch is to be had (the folder is gone, or the machine's limit is reached): the poll goes on.
    }
    if (signal.aborted) finish()
    else if (hasMore()) gather()
  })

const tailBytes = 128 * 1024
const tailLineLength = 2000

/** The last lines of both streams: those of stderr whole, since they tell the cause, after what room they leave to stdout. */
export const readTail = async (folder: InstanceFolder, freed: OutputPosition, limit: number): Promise<string[]> => {
  const stderr = (await lastLines(folder.stderr, freed.stderr)).slice(-limit)
  const room = limit - stderr.length
  const stdout = room > 0 ? (await lastLines(folder.stdout, freed.stdout)).slice(-room) : []
  return [...stdout, ...stderr]
}

const lastLines = async (path: string, freed: number): Promise<string[]> => {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const from = Math.max(freed, size - tailBytes)
  const buffer = Buffer.alloc(size - from)
  await file.read(buffer, 0, buffer.length, from)
  const lines = buffer.toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => line.slice(0, tailLineLength))
}
