import type { Verdict } from '#contract/triage.ts'
import type { Code } from '../code.ts'
import type { TriageDeps } from '../deps.ts'
import { environmentOf, findGroup } from '../errors/detail.ts'
import { viewGroups } from '../errors/list.ts'
import { gatherInputs } from './inputs.ts'
import { introducedBy } from './introduced-by.ts'

/** Who introduced an error in one environment: the one asked for, else where it was seen last. */
export const verdictOf =
  (deps: TriageDeps, code: Code) =>
  async (id: string, asked: string | undefined, signal: AbortSignal): Promise<Verdict> => {
    const record = await findGroup(deps, id)
    const [group] = await viewGroups(deps, [record])
    const environment = (group === undefined ? null : environmentOf(group, asked)) ?? ''
    return introducedBy(await gatherInputs(deps, code, record, environment, signal))
  }
