import { mkdir, open, readFile, rm, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { OutputLine } from '#contract/deployment.ts'
import type { Announce } from '#contract/socket.ts'
import type { Clock } from '#lib/clock.ts'

/** What is kept of a deployment's output: its beginning. The rest is counted, and the last lines are always known. */
const limits = { lines: 20_000, bytes: 20_000_000, line: 16_000, tail: 50, flushMs: 100 }
/** Our own lines and those of instances still fit after a build that printed without end. */
const reserve = { lines: 1_000, bytes: 1_000_000 }

export interface DeploymentOutput {
  /** Takes a line and returns at once. */
  print(source: string, text: string): void
  /** The last lines of one source, at most 50. */
  tail(source: string): string[]
  /** Resolves when everything printed so far can be read. */
  flush(): Promise<void>
  close(): Promise<void>
}

export interface OutputPage {
  items: OutputLine[]
  next: string | null
  total: number
  skipped: number
}

/** One record a line: `[at, source, text]`, or `[skipped]`, the newest of which counts. */
type Entry = [number, string, string] | [number]

const readEntries = async (path: string): Promise<{ lines: OutputLine[]; skipped: number; bytes: number; torn: boolean }> => {
  const content = await readFile(path).catch(() => Buffer.alloc(0))
  const end = content.lastIndexOf(10) + 1
  const lines: OutputLine[] = []
  let skipped = 0
  for (const text of content.subarray(0, end).toString('utf8').split('\n')) {
    if (text === '') continue
    const [first, source, line] = JSON.parse(text) as Entry
    if (source === undefined || line === undefined) skipped = first
    else lines.push({ no: lines.length + 1, at: first, source, text: line })
  }
  return { lines, skipped, bytes: end, torn: end < content.length }
}

/** A page of what was kept, from disk: the same after a restart as before it. */
export const readOutput = async (path: string, after: number, limit: number): Promise<OutputPage> => {
  const { lines, skipped } = await readEntries(path)
  const items = lines.slice(after, after + limit)
  const last = after + items.length
  return { items, next: last < lines.length ? String(last) : null, total: lines.length, skipped }
}

export const removeOutput = (path: string): Promise<void> => rm(path, { force: true })

const cut = (text: string): string =>
  text.length <= limits.line ? text : `${text.slice(0, limits.line)}… (${text.length - limits.line} characters cut)`

/** Opens the output of a deployment, or goes on with it after a restart. A record torn by a crash is dropped. */
export const openOutput = async (
  id: string,
  path: string,
  { announce, clock, failed }: { announce: Announce; clock: Clock; failed: (error: unknown) => void },
): Promise<DeploymentOutput> => {
  await mkdir(dirname(path), { recursive: true })
  const before = await readEntries(path)
  if (before.torn) await truncate(path, before.bytes)
  const file = await open(path, 'a', 0o600)
  const tails = new Map<string, string[]>()
  let total = before.lines.length
  let bytes = before.bytes
  let skipped = before.skipped
  let told = skipped
  let waiting: OutputLine[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let closed = false

  const writeOut = async (): Promise<void> => {
    const lines = waiting
    if (lines.length === 0 && told === skipped) return
    waiting = []
    told = skipped
    const entries: Entry[] = lines.map(({ at, source, text }) => [at, source, text])
    if (skipped > 0) entries.push([skipped])
    announce({ event: 'deployment:output', payload: { id, lines, total, skipped } })
    await file.appendFile(`${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`).catch(failed)
  }

  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    writing = writing.then(writeOut)
    return writing
  }

  const fits = (source: string, size: number): boolean => {
    const extra = source === 'build' ? { lines: 0, bytes: 0 } : reserve
    return total < limits.lines + extra.lines && bytes + size <= limits.bytes + extra.bytes
  }

  return {
    print(source, line) {
      if (closed) return
      const text = cut(line)
      const tail = tails.get(source) ?? []
      tails.set(source, tail)
      tail.push(text)
      if (tail.length > limits.tail) tail.shift()
      if (fits(source, text.length)) {
        total += 1
        bytes += text.length
        waiting.push({ no: total, at: clock.now(), source, text })
      } else skipped += 1
      timer ??= setTimeout(() => void flush(), limits.flushMs)
    },
    tail: (source) => [...(tails.get(source) ?? [])],
    flush,
    async close() {
      closed = true
      await flush()
      await file.close()
    },
  }
}
