import type { BoardCell } from '#contract/deployment.ts'
import type { Environment, Service } from '#contract/workspace.ts'

/** What a cell says, in the order a tired reader needs it. */
export type CellView =
  | { kind: 'never' }
  | { kind: 'deploying'; number: number; stage: string; cell: BoardCell; deployment: string }
  | {
      kind: 'live'
      tone: Tone
      word: BoardCell['health'] | 'starting'
      cell: BoardCell
      number: number
      pinned: boolean
      backTo: number | null
    }

export type Tone = 'bad' | 'suspicious' | 'healthy' | 'unknown'

const toneOf = (health: BoardCell['health']): Tone => (health === 'none' ? 'unknown' : health)

export const viewCell = (cell: BoardCell | undefined): CellView => {
  if (cell === undefined) return { kind: 'never' }
  if (cell.deployment !== null) {
    return {
      kind: 'deploying',
      number: cell.deployment.number,
      stage: cell.deployment.stage ?? 'queued',
      cell,
      deployment: cell.deployment.id,
    }
  }
  if (cell.live === null) return { kind: 'never' }
  return {
    kind: 'live',
    tone: toneOf(cell.health),
    word: cell.health,
    cell,
    number: cell.live.number,
    pinned: cell.live.rolledBack,
    backTo: cell.health === 'bad' ? cell.backTo : null,
  }
}

export interface BoardRow {
  service: Service
  /** In the order of the environments. */
  cells: CellView[]
}

const cellKey = (service: string, environment: string): string => `${service}/${environment}`

/** Every service against every environment, whether it was ever deployed there or not. */
export const buildBoard = (
  services: readonly Service[],
  environments: readonly Environment[],
  cells: readonly BoardCell[],
  filter: string,
): BoardRow[] => {
  const known = new Map(cells.map((cell) => [cellKey(cell.service, cell.environment), cell]))
  const needle = filter.trim().toLowerCase()
  return services
    .filter((service) => service.name.includes(needle))
    .map((service) => ({
      service,
      cells: environments.map((environment) => viewCell(known.get(cellKey(service.name, environment.name)))),
    }))
}

const gravity: readonly Tone[] = ['bad', 'suspicious', 'unknown', 'healthy']

/** The gravest tone of an environment; an environment without a release has nothing to say. */
export const environmentTone = (cells: readonly BoardCell[], environment: string): Tone => {
  const tones = new Set(cells.filter((cell) => cell.environment === environment && cell.live !== null).map((cell) => toneOf(cell.health)))
  if (tones.has('bad') || tones.has('suspicious') || tones.size === 0) return gravity.find((tone) => tones.has(tone)) ?? 'unknown'
  return tones.has('healthy') ? 'healthy' : 'unknown'
}
