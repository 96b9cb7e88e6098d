import type { OutputChunk, OutputPosition } from '../../server/backends/runtime/port.ts'

/** The output side of a runtime: what a test writes is kept as a file would keep it, and read from any position. */
export const createScriptedOutput = () => {
  const kept = new Map<string, { stdout: Buffer; stderr: Buffer; ended: boolean }>()
  const stored = new Map<string, OutputPosition>()
  let waiters: (() => void)[] = []
  let readers = 0
  let chunkBytes = 64 * 1024

  const changed = () => {
    const woken = waiters
    waiters = []
    for (const wake of woken) wake()
  }
  const of = (name: string) => {
    const known = kept.get(name) ?? { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), ended: false }
    kept.set(name, known)
    return known
  }

  return {
    print(name: string, text: string | Buffer, stream: OutputChunk['stream'] = 'stdout') {
      const file = of(name)
      file[stream] = Buffer.concat([file[stream], Buffer.from(text)])
      changed()
    },
    end(name: string) {
      of(name).ended = true
      changed()
    },
    setChunkBytes(bytes: number) {
      chunkBytes = bytes
    },
    /** Readers of all instances at this moment. */
    readers: () => readers,
    stored: (name: string) => stored.get(name),

    runtime: {
      async *output(name: string, from: OutputPosition, signal: AbortSignal): AsyncGenerator<OutputChunk> {
        readers += 1
        signal.addEventListener('abort', changed)
        const at = { ...from }
        try {
          while (!signal.aborted) {
            const file = of(name)
            const stream = (['stdout', 'stderr'] as const).find((candidate) => file[candidate].length > at[candidate])
            if (stream !== undefined) {
              const bytes = file[stream].subarray(at[stream], at[stream] + chunkBytes)
              const chunk = { stream, offset: at[stream], bytes, readAt: Date.now() }
              at[stream] += bytes.length
              yield chunk
              await new Promise((resolve) => setImmediate(resolve))
            } else if (file.ended) return
            else await new Promise<void>((resolve) => waiters.push(resolve))
          }
        } finally {
          readers -= 1
          signal.removeEventListener('abort', changed)
        }
      },
      async outputStored(name: string, upTo: OutputPosition) {
        stored.set(name, upTo)
      },
    },
  }
}
