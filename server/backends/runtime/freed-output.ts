import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { InstanceFolder } from './instance-folder.ts'
import type { OutputPosition } from './port.ts'

const run = promisify(execFile)

/** Space is given back in steps of this size, and this much is kept for the tail. */
const stepBytes = 16 * 1024 * 1024
const keepBytes = 1024 * 1024
const blockBytes = 4096

/**
 * Gives the space of stored output back to the disk by making a hole at the beginning of its file: the process keeps
 * writing, no byte changes its offset, and no instant exists at which output could be lost. On a file system without
 * holes nothing is freed; output that is not stored is never freed, however large it grows.
 */
export const freeStored = async (folder: InstanceFolder, upTo: OutputPosition): Promise<void> => {
  for (const stream of ['stdout', 'stderr'] as const) {
    const state = await folder.read()
    if (state === null) return
    const from = state.freed[stream]
    const to = Math.floor((upTo[stream] - keepBytes) / blockBytes) * blockBytes
    if (to - from < stepBytes) continue
    // Written first: a reader must never take the hole for output.
    await folder.write({ ...state, freed: { ...state.freed, [stream]: to } })
    const hole = ['--punch-hole', '--offset', String(from), '--length', String(to - from), folder[stream]]
    await run('fallocate', hole, { timeout: 30_000 }).catch(() => folder.write(state))
  }
}
