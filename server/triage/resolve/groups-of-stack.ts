import { groupId } from '../../records/errors.ts'
import type { TriageDeps } from '../deps.ts'
import { fingerprint } from '../group/fingerprint.ts'
import { parseStack } from '../stack/parse.ts'

/** Groups that a pasted stack belongs to: its fingerprint in each service, as a stack does not say whose it is. */
export const groupsOfStack = async ({ workspace }: Pick<TriageDeps, 'workspace'>, text: string): Promise<string[]> => {
  const parsed = parseStack(text)
  if (parsed === null) return []
  const services = await workspace.services()
  return services.map(({ name }) => groupId(fingerprint({ service: name, ...parsed, kind: 'ERROR', message: '', operation: '' }).key))
}
