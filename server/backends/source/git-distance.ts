import { setImmediate as nextTurn } from 'node:timers/promises'
import { checkSha } from './git-names.ts'
import { runGit } from './git-process.ts'
import type { Sha } from './port.ts'

interface Pair {
  base: Sha
  head: Sha
}
interface Distance {
  ahead: number
  behind: number
}

/** Up to here a process for each pair is quicker than reading the history between all of them. */
const fewPairs = 8
const historyBytes = 256 * 1024 * 1024

export const countDistances = (mirror: string, pairs: readonly Pair[], signal: AbortSignal): Promise<Distance[]> =>
  pairs.length <= fewPairs ? countOneByOne(mirror, pairs, signal) : countInHistory(mirror, pairs, signal)

const countOneByOne = async (mirror: string, pairs: readonly Pair[], signal: AbortSignal): Promise<Distance[]> => {
  const distances: Distance[] = []
  for (const { base, head } of pairs) {
    const range = `${checkSha(base)}...${checkSha(head)}`
    const { stdout } = await runGit(['rev-list', '--left-right', '--count', range, '--'], { repository: mirror, signal })
    const [behind = 0, ahead = 0] = stdout.toString().trim().split('\t').map(Number)
    distances.push({ ahead, behind })
  }
  return distances
}

/**
 * Reads once what lies above the newest commit that all have, and counts in it: what lies below is on both sides of every
 * pair. Git before 2.41 has no batch for this, and a process for each of 300 branches takes seconds.
 */
const countInHistory = async (mirror: string, pairs: readonly Pair[], signal: AbortSignal): Promise<Distance[]> => {
  const commits = [...new Set(pairs.flatMap(({ base, head }) => [checkSha(base), checkSha(head)]))]
  const call = { repository: mirror, signal }
  const common = await runGit(['merge-base', '--octopus', ...commits], { ...call, accept: [0, 1] })
  const floor = common.stdout.toString().trim()
  const input = [...commits, ...(floor === '' ? [] : [`^${floor}`])].join('\n')
  const { stdout } = await runGit(['rev-list', '--parents', '--stdin'], { ...call, input: `${input}\n`, maxBytes: historyBytes })
  const history = readHistory(stdout.toString('latin1'))

  const distances: Distance[] = []
  for (const { base, head } of pairs) {
    distances.push(history.distance(base, head))
    // A long history of many branches must not hold up the console.
    if (distances.length % 20 === 0) await nextTurn()
    signal.throwIfAborted()
  }
  return distances
}

/** Commits as numbers with the numbers of their parents; parents outside of what was read are left out. */
const readHistory = (lines: string): { distance(base: Sha, head: Sha): Distance } => {
  const rows = lines.split('\n').filter((line) => line !== '')
  const numbers = new Map(rows.map((line, number) => [line.split(' ', 1)[0] ?? '', number]))
  const parents = rows.map((line) =>
    line
      .split(' ')
      .slice(1)
      .flatMap((id) => numbers.get(id) ?? []),
  )

  const reach = (from: Sha): Uint8Array => {
    const reached = new Uint8Array(rows.length)
    const ahead = [numbers.get(from) ?? -1]
    for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
      if (at === -1 || reached[at] === 1) continue
      reached[at] = 1
      ahead.push(...(parents[at] ?? []))
    }
    return reached
  }

  let last: { base: Sha; reached: Uint8Array } | null = null
  return {
    distance(base, head) {
      if (last?.base !== base) last = { base, reached: reach(base) }
      const theirs = last.reached
      let ahead = 0
      let behind = 0
      const ours = reach(head)
      for (let number = 0; number < rows.length; number += 1) {
        if (ours[number] === theirs[number]) continue
        if (ours[number] === 1) ahead += 1
        else behind += 1
      }
      return { ahead, behind }
    },
  }
}
