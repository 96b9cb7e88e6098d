import type { Environment } from '#contract/workspace.ts'
import { useWords } from '../i18n/use-words.ts'
import { useCall } from './use-call.ts'

/** Environments in promotion order, and their names as the reader says them. */
export const useEnvironments = () => {
  const { language } = useWords()
  const environments = useCall('environments', {}, { staleMs: 60_000 })
  const items: readonly Environment[] = environments.data?.items ?? []
  const labelOf = (name: string): string => items.find((environment) => environment.name === name)?.label[language] ?? name
  return { items, labelOf, isPending: environments.isPending, error: environments.error }
}
