import type { Clash } from './deploy-model.ts'

/** One cell below the diagonal; column 0 is the base. */
export interface MatrixCell {
  row: number
  column: number
  clash: Clash | null
}

export interface MatrixRow {
  number: number
  name: string
  cells: MatrixCell[]
}

/** Beyond this the triangle is no picture any more; the rows keep saying who clashes with whom. */
export const matrixLimit = 60

/** The triangle: row n has the base and the branches before it. */
export const buildMatrix = (names: readonly string[], clashes: readonly Clash[]): MatrixRow[] => {
  const key = (a: string, b: string | null): string => (b === null ? `${a}\n` : [a, b].sort().join('\n'))
  const known = new Map(clashes.map((clash) => [key(clash.a, clash.b), clash]))
  return names.slice(0, matrixLimit).map((name, index) => ({
    number: index + 1,
    name,
    cells: [null, ...names.slice(0, index)].map((other, column) => ({
      row: index + 1,
      column,
      clash: known.get(key(name, other)) ?? null,
    })),
  }))
}

export interface Spot {
  row: number
  column: number
}

const steps: Record<string, Spot> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

/** Where a key leads inside the triangle; null when the key is none of its own. */
export const moveSpot = (spot: Spot, key: string, rows: number): Spot | null => {
  if (key === 'Home') return { row: spot.row, column: 0 }
  if (key === 'End') return { row: spot.row, column: spot.row - 1 }
  const step = steps[key]
  if (step === undefined) return null
  const row = Math.min(rows, Math.max(1, spot.row + step.row))
  return { row, column: Math.min(row - 1, Math.max(0, spot.column + step.column)) }
}
