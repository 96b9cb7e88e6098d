import { readdir, readFile, rm } from 'node:fs/promises'
import { resolve, sep } from 'node:path'

/**
 * Removes the lock file that a git killed half way left in a mirror, and tells whether it did. Only Culprit writes to its
 * mirrors, so a lock is stale once no process names the mirror in its arguments.
 */
export const clearStaleLock = async (mirror: string, stderr: string): Promise<boolean> => {
  const lock = /Unable to create '([^']+\.lock)': File exists/.exec(stderr)?.[1]
  if (lock === undefined) return false
  const path = resolve(mirror, lock)
  if (!path.startsWith(mirror + sep) || (await isUsed(mirror))) return false
  await rm(path, { force: true })
  return true
}

const isUsed = async (mirror: string): Promise<boolean> => {
  const processes = await readdir('/proc').catch(() => [])
  for (const pid of processes) {
    if (!/^\d+$/.test(pid)) continue
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (words.split('\0').includes(`--git-dir=${mirror}`)) return true
  }
  return false
}
