import type { Runtime } from '../backends/runtime/port.ts'
import type { DeploymentOutput } from './output.ts'

/** Prints what a starting instance says into the output of its deployment, until the signal ends it or the instance does. */
export const printOutput = async (
  runtime: Pick<Runtime, 'output'>,
  name: string,
  output: DeploymentOutput,
  signal: AbortSignal,
): Promise<void> => {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  const rests = { stdout: '', stderr: '' }
  try {
    for await (const { stream, bytes } of runtime.output(name, { stdout: 0, stderr: 0 }, signal)) {
      const lines = (rests[stream] + decoders[stream].decode(bytes, { stream: true })).split(/\r?\n/)
      rests[stream] = (lines.pop() ?? '').slice(-64_000)
      for (const line of lines) output.print(name, line)
    }
  } catch {
    // The reader of the instance's output ends with the instance; what is missing here is in its log.
  }
  for (const rest of [rests.stdout, rests.stderr]) if (rest !== '') output.print(name, rest)
}
