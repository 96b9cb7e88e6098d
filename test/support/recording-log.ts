import pino from 'pino'

/** A log whose lines a test can read. */
export const recordingLog = () => {
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  return { log, lines }
}
