import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessEntry {
  zombie: boolean
  group: number
  /** Boot and clock ticks: with the pid it names a process for good, also after the pid was given to another. */
  start: string
}

let boot: string | null = null
const bootId = (): string => {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return boot
}

/** A process as the kernel knows it now; null when there is none of this pid. */
export const lookUp = (pid: number): ProcessEntry | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { zombie: fields[0] === 'Z', group: Number(fields[2]), start: `${bootId()}/${fields[19]}` }
  } catch {
    return null
  }
}

const pids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

export const isAlive = (pid: number, start: string): boolean => {
  const found = lookUp(pid)
  return found !== null && !found.zombie && found.start === start
}

/** Cheap, and also true of a group of which only zombies are left. */
const exists = (group: number): boolean => {
  try {
    return process.kill(-group, 0)
  } catch {
    return false
  }
}

/** Living members of the group that a process of this start leads or led. A group keeps its number from being given again. */
export const groupOf = (leader: number, start: string): number[] => {
  const found = lookUp(leader)
  if ((found !== null && found.start !== start) || !exists(leader)) return []
  return pids().filter((pid) => {
    const entry = lookUp(pid)
    return entry !== null && entry.group === leader && !entry.zombie
  })
}

/** The group leader that was given this argument, whole. */
export const findByArgument = (argument: string): number | null => {
  for (const pid of pids()) {
    try {
      const given = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(argument)
      if (given && lookUp(pid)?.group === pid) return pid
    } catch {
      // It ended while we looked.
    }
  }
  return null
}

export const signalGroup = (leader: number, signal: 'SIGTERM' | 'SIGKILL' | 'SIGCONT'): void => {
  try {
    process.kill(-leader, signal)
  } catch {
    // Nothing of the group is left.
  }
}
