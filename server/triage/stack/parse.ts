import type { Stack } from '#contract/telemetry.ts'
import type { Dialect, Language } from './dialect.ts'
import { go } from './go.ts'
import { markApp, withinArtifact } from './in-app.ts'
import { jvm } from './jvm.ts'
import { node } from './node.ts'
import { python } from './python.ts'

export interface ParsedStack {
  language: Language
  stack: Stack
}

/** A log record holds at most this much; a longer text is read up to here and marked as cut. */
const maxChars = 256 * 1024
/** Lines of a stack that nobody reads: deep recursion ends somewhere. */
const maxLines = 5000
const maxLineChars = 4000
/** The SkyWalking agent ends a stack after the line that passes 4,000 characters, without saying so. */
const agentCut = 4000
const maxFrames = 300
const maxCauses = 20

/** Python and Go say what they are; Java frames are a stricter form of Node's, so they are tried first. */
const dialects: readonly Dialect[] = [python, go, jvm, node]

const looksCutByAgent = (text: string): boolean => text.length >= agentCut && text.length < agentCut + 1500 && /\nat /.test(text)

/** Reads a stack in any known dialect out of a text that may hold other things; null where there is none. Never throws. */
export const parseStack = (text: string): ParsedStack | null => {
  const raw = text.slice(0, maxChars)
  const all = raw.split(/\r?\n/, maxLines + 1)
  const lines = all.slice(0, maxLines).map((line) => line.slice(0, maxLineChars))
  for (const { language, parse } of dialects) {
    const causes = parse(lines)
    if (causes === null || !causes.some((cause) => cause.frames.length > 0)) continue
    markApp(language, causes)
    const kept = causes.length > maxCauses ? [...causes.slice(0, maxCauses - 1), ...causes.slice(-1)] : causes
    const cut = text.length > maxChars || all.length > maxLines || looksCutByAgent(text) || kept.length < causes.length
    let more = false
    for (const cause of kept) {
      more ||= cause.frames.length > maxFrames
      cause.frames.length = Math.min(cause.frames.length, maxFrames)
      if (language === 'node')
        for (const frame of cause.frames) if (frame.app) frame.module = withinArtifact(frame.file).replace(/\.[cm]?[jt]sx?$/, '')
    }
    return { language, stack: { causes: kept, truncated: cut || more, raw } }
  }
  return null
}
