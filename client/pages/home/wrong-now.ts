import type { BoardCell } from '#contract/deployment.ts'
import type { ErrorGroup } from '#contract/triage.ts'
import type { Environment } from '#contract/workspace.ts'
import { type EnvironmentHealth, healthOf } from '../../data/use-environment-choice.ts'

export interface WrongPlace {
  environment: Environment
  health: EnvironmentHealth
  /** Errors of the last five minutes there, the most frequent first. */
  errors: { group: ErrorGroup; recent: number }[]
  /** How many more there are than are shown. */
  more: number
  requests: number
}

const rank: Record<EnvironmentHealth, number> = { bad: 0, suspicious: 1, unknown: 2, healthy: 3 }
/** An overview names the worst; the list of errors has the rest. */
const most = 3

const errorsOf = (groups: readonly ErrorGroup[], environment: string): WrongPlace['errors'] =>
  groups
    .map((group) => ({ group, recent: group.environments.find((each) => each.environment === environment)?.recent ?? 0 }))
    .filter(({ recent }) => recent > 0)
    .sort((a, b) => b.recent - a.recent)

/** Every environment with what is wrong there now: the worst first, and of equals the one nearest to the customer. */
export const wrongNow = (
  environments: readonly Environment[],
  cells: readonly Pick<BoardCell, 'environment' | 'health' | 'requests'>[],
  groups: readonly ErrorGroup[],
): WrongPlace[] =>
  environments
    .map((environment) => {
      const here = cells.filter((cell) => cell.environment === environment.name)
      const errors = errorsOf(groups, environment.name)
      return {
        environment,
        health: healthOf(here, environment.name),
        errors: errors.slice(0, most),
        more: Math.max(0, errors.length - most),
        requests: here.reduce((sum, { requests }) => sum + requests, 0),
      }
    })
    .sort((a, b) => rank[a.health] - rank[b.health] || b.environment.position - a.environment.position)
