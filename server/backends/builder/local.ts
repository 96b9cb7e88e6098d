import { keepArtifact, NoArtifact } from './artifact.ts'
import { runCommand } from './build-command.ts'
import type { Builder, BuildOutcome } from './port.ts'

const tailLines = 50
const tailLineLength = 2000

/** Runs the workspace's build command on this machine, in the build's own folder. */
export const createLocalBuilder = (): Builder => ({
  kind: 'local',
  async build(request, print, signal) {
    const startedAt = performance.now()
    const tail: string[] = []
    const say = (line: string): void => {
      tail.push(line.slice(0, tailLineLength))
      if (tail.length > tailLines) tail.shift()
      print(line)
    }
    const failed = (reason: Exclude<BuildOutcome, { ok: true }>['reason'], exitCode: number | null): BuildOutcome => ({
      ok: false,
      reason,
      exitCode,
      tail,
    })

    const end = await runCommand(request, say, signal)
    if (end.how !== 'ended') return failed(end.how, null)
    if (end.exitCode !== 0) return failed(tail.some(saysNoSpace) ? 'out_of_space' : 'exit', end.exitCode)
    try {
      const artifact = await keepArtifact(request.folder, request.artifact, request.into, signal)
      return { ok: true, ...artifact, tookMs: Math.round(performance.now() - startedAt) }
    } catch (error) {
      const reason = reasonOf(error, signal)
      if (reason === null) throw error
      if (error instanceof Error && reason !== 'cancelled') say(error.message)
      return failed(reason, end.exitCode)
    }
  },
})

const saysNoSpace = (line: string): boolean => /No space left on device|ENOSPC/.test(line)

const reasonOf = (error: unknown, signal: AbortSignal): 'no_artifact' | 'out_of_space' | 'cancelled' | null => {
  if (signal.aborted) return 'cancelled'
  if (error instanceof NoArtifact) return 'no_artifact'
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC' ? 'out_of_space' : null
}
