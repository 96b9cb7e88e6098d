import type { Frame, Stack } from '#contract/telemetry.ts'

/** Frames of the service's own code, nearest to the root cause first. */
export const appFrames = (stack: Stack): Frame[] => {
  for (const cause of [...stack.causes].reverse()) {
    const frames = cause.frames.filter((frame) => frame.app)
    if (frames.length > 0) return frames
  }
  return []
}

/** The first own frame whose place in the repository is known. */
export const nearestPlace = (stack: Stack): { path: string; line: number } | null => {
  for (const { path, line } of appFrames(stack)) if (path !== null && line !== null) return { path, line }
  return null
}
