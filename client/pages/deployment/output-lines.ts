import type { OutputLine } from '#contract/deployment.ts'

/** The output as far as this browser has it: numbers ascend, none appears twice. */
export interface Output {
  lines: readonly OutputLine[]
  /** Lines that the console keeps, and those beyond its cap. */
  total: number
  skipped: number
}

export const emptyOutput: Output = { lines: [], total: 0, skipped: 0 }

export const lastNumber = (output: Output): number => output.lines.at(-1)?.no ?? 0

/** Adds lines that arrive in any order and more than once: by request, by socket, again after a reconnect. */
export const addLines = (output: Output, lines: readonly OutputLine[], total: number, skipped: number): Output => {
  const last = lastNumber(output)
  const counts = { total: Math.max(total, output.total), skipped: Math.max(skipped, output.skipped) }
  const ascending = lines.every((line, index) => line.no > (lines[index - 1]?.no ?? last))
  if (ascending) return { lines: lines.length === 0 ? output.lines : [...output.lines, ...lines], ...counts }
  const byNumber = new Map(output.lines.map((line) => [line.no, line]))
  for (const line of lines) byNumber.set(line.no, line)
  return { lines: [...byNumber.values()].sort((a, b) => a.no - b.no), ...counts }
}

export type OutputRow =
  | { kind: 'line'; line: OutputLine }
  | { kind: 'switched'; at: number }
  | { kind: 'missing'; from: number; to: number }

/** Rows to paint: the lines, a divider at the true switch time, and a marker where numbers are missing. */
export const buildOutputRows = (output: Output, switchedAt: number | null): OutputRow[] => {
  const rows: OutputRow[] = []
  let before = 0
  let divided = switchedAt === null
  for (const line of output.lines) {
    if (line.no > before + 1) rows.push({ kind: 'missing', from: before + 1, to: line.no - 1 })
    if (!divided && switchedAt !== null && line.at >= switchedAt) {
      rows.push({ kind: 'switched', at: switchedAt })
      divided = true
    }
    rows.push({ kind: 'line', line })
    before = line.no
  }
  if (!divided && switchedAt !== null) rows.push({ kind: 'switched', at: switchedAt })
  return rows
}

/** Positions of the rows whose text holds what is looked for. */
export const findRows = (rows: readonly OutputRow[], text: string): number[] => {
  const needle = text.toLowerCase()
  if (needle === '') return []
  return rows.flatMap((row, index) => (row.kind === 'line' && row.line.text.toLowerCase().includes(needle) ? [index] : []))
}

/** The whole output as a text file, escape sequences left out. */
export const outputText = (output: Output): string =>
  output.lines
    .map((line) => `${new Date(line.at).toISOString()} ${line.source} ${line.text.replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, '')}\n`)
    .join('')
