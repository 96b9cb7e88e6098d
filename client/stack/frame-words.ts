import type { Frame } from '#contract/telemetry.ts'

/** What runs: `StaffMapper.toDto`; a nameless function goes by its module. */
export const frameName = ({ module, function: name }: Frame): string => {
  if (name === '') return module === '' ? '<anonymous>' : `${module.slice(module.lastIndexOf('/') + 1)} <anonymous>`
  return name.includes('.') || module === '' || module.includes('/') ? name : `${module}.${name}`
}

/** Where: the file's own name, with its line. */
export const framePlace = ({ file, path, line }: Frame): string => {
  const full = path ?? file
  const name = full.slice(full.lastIndexOf('/') + 1)
  return line === null ? name : `${name}:${line}`
}

/** Own frames one by one; neighbours of libraries as one group that unfolds. */
export const groupFrames = (frames: readonly Frame[]): (Frame | Frame[])[] => {
  const groups: (Frame | Frame[])[] = []
  for (const frame of frames) {
    const last = groups.at(-1)
    if (frame.app) groups.push(frame)
    else if (Array.isArray(last)) last.push(frame)
    else groups.push([frame])
  }
  return groups
}
