import { AppError, conflict } from '#contract/errors.ts'
import type { Source } from '../backends/source/port.ts'
import type { Audit } from '../records/audit.ts'
import type { Workspace } from '../records/workspace.ts'
import type { Handlers } from './register.ts'

interface Deps {
  workspace: Workspace
  source: Source
  audit: Audit
  person: () => string
}

export const serviceHandlers = ({ workspace, source, audit, person }: Deps) =>
  ({
    services: async () => ({ items: await workspace.services(), next: null }),

    async createService({ body, signal }) {
      const there = (await workspace.services()).find(({ name }) => name === body.name)
      if (there?.managedBy === 'file') {
        throw new AppError('managed_by_file', `${body.name} is managed by culprit.yaml: change it there.`, { service: body.name })
      }
      if (there !== undefined) throw conflict(`There is a service ${body.name} already.`, { service: body.name })
      await source.refresh(body.repository, signal)
      if ((await source.resolve(body.repository, body.baseBranch, signal)) === null) {
        throw new AppError('branch_not_found', `The repository has no branch ${JSON.stringify(body.baseBranch)}.`, {
          branch: body.baseBranch,
        })
      }
      const service = { ...body, managedBy: 'ui' as const }
      await workspace.saveService(service)
      await audit.add({ who: person(), action: 'service.created', subject: service.name, detail: { repository: service.repository } })
      return service
    },
  }) satisfies Pick<Handlers, 'services' | 'createService'>
