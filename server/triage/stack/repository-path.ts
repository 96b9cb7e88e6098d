import type { Frame, Stack } from '#contract/telemetry.ts'
import { withinArtifact } from './in-app.ts'

/** Frames near the failure that are worth a search in the repository. */
const maxFrames = 8

/** The file of a frame in repository terms: Java names only the file, its package says the folder. */
const fileOf = (frame: Frame): string => {
  const file = withinArtifact(frame.file)
  if (file.includes('/') || !frame.module.includes('.') || !/\.(?:java|kt|scala|groovy)$/.test(file)) return file
  return `${frame.module.split('.').slice(0, -1).join('/')}/${file}`
}

const commonTail = (a: readonly string[], b: readonly string[]): number => {
  let length = 0
  while (length < a.length && length < b.length && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1
  return length
}

/** The candidate that shares the most trailing path segments; null where two share as many, or none shares the file name. */
export const bestPath = (file: string, candidates: readonly string[]): string | null => {
  const wanted = file.split('/').filter((segment) => segment !== '' && segment !== '.')
  let best: string | null = null
  let length = 0
  for (const candidate of candidates) {
    const common = commonTail(wanted, candidate.split('/'))
    if (common > length) {
      best = candidate
      length = common
    } else if (common === length) best = null
  }
  return best
}

/** Fills in the repository paths of the service's own frames nearest to each failure. `find` lists files by the end of their path. */
export const withRepositoryPaths = async (stack: Stack, find: (name: string) => Promise<readonly string[]>): Promise<Stack> => {
  const causes = []
  for (const cause of stack.causes) {
    let left = maxFrames
    const frames = []
    for (const frame of cause.frames) {
      const file = frame.app && left > 0 ? fileOf(frame) : ''
      const name = file.split('/').at(-1) ?? ''
      if (name === '') frames.push(frame)
      else {
        left -= 1
        frames.push({ ...frame, path: bestPath(file, await find(name)) })
      }
    }
    causes.push({ ...cause, frames })
  }
  return { ...stack, causes }
}
