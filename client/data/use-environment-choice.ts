import { useSearch } from '@tanstack/react-router'
import type { BoardCell } from '#contract/deployment.ts'
import type { Environment } from '#contract/workspace.ts'
import { useCall } from './use-call.ts'
import { useEnvironments } from './use-environments.ts'

export type EnvironmentHealth = 'bad' | 'suspicious' | 'healthy' | 'unknown'

const worstFirst: readonly EnvironmentHealth[] = ['bad', 'suspicious', 'healthy', 'unknown']

/** An environment is as well as its worst service; one without data is not known to be well. */
export const healthOf = (cells: readonly Pick<BoardCell, 'environment' | 'health'>[], environment: string): EnvironmentHealth => {
  const there = new Set(cells.filter((cell) => cell.environment === environment).map(({ health }) => health))
  return worstFirst.find((health) => there.has(health)) ?? 'unknown'
}

/** The one the address names, else the worst of those that fail, else the last of the promotion order. */
export const chooseEnvironment = (
  environments: readonly Pick<Environment, 'name'>[],
  asked: string | undefined,
  health: (name: string) => EnvironmentHealth,
): string | undefined => {
  if (environments.some(({ name }) => name === asked)) return asked
  const lastFirst = environments.toReversed()
  return (lastFirst.find(({ name }) => health(name) === 'bad') ?? lastFirst[0])?.name
}

/** The environment that is looked at, on every page. */
export const useEnvironmentChoice = () => {
  const { env } = useSearch({ strict: false })
  const environments = useEnvironments()
  const board = useCall('board', {}, { every: 15_000 })
  const cells = board.data?.items ?? []
  const health = (name: string): EnvironmentHealth => healthOf(cells, name)
  return { ...environments, cells, health, current: chooseEnvironment(environments.items, env, health) }
}
