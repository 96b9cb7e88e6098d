import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** When a process was started, in clock ticks since boot: with the pid it names a process for good. Null when it is gone. */
export const startOf = (pid: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

/** The process that holds a lock file, or null. */
export const lockHolder = (path: string): number | null => {
  try {
    const [pid = '', start] = readFileSync(path, 'utf8').trim().split(' ')
    return startOf(Number(pid)) === start && start !== undefined ? Number(pid) : null
  } catch {
    return null
  }
}

/** Takes a lock that dies with this process. Returns the holder's pid instead when another process has it. */
export const takeLock = (path: string): { holder: number } | (Disposable & { holder: null }) => {
  const holder = lockHolder(path)
  if (holder !== null && holder !== process.pid) return { holder }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${process.pid} ${startOf(process.pid)}\n`)
  return { holder: null, [Symbol.dispose]: () => rmSync(path, { force: true }) }
}
