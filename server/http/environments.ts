import { healthOf, type Rate } from '../deploy/board.ts'
import type { Deployer } from '../deploy/deployer.ts'
import type { Instances } from '../records/instances.ts'
import type { Workspace } from '../records/workspace.ts'
import type { Handlers } from './register.ts'

/** Requests and errors of a service in an environment since a time. */
export type Rates = (service: string, environment: string, sinceMs: number) => Promise<Rate>

interface Deps {
  workspace: Workspace
  deployer: Pick<Deployer, 'board'>
  instances: Instances
  rates: Rates
  now: () => number
}

const boardMs = 5 * 60_000
const secretName = /secret|passw|pwd|token|credential|private|api[-_]?key|access[-_]?key|auth/i
const mask = '••••••'

/** Middleware as it may be shown: values of names that look secret, and passwords inside addresses, stay on the server. */
export const maskSecrets = (middleware: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(middleware).map(([name, value]) => [
      name,
      secretName.test(name) ? mask : value.replace(/(\/\/[^/:@\s]*:)[^/@\s]+@/g, `$1${mask}@`),
    ]),
  )

export const environmentHandlers = ({ workspace, deployer, instances, rates, now }: Deps) =>
  ({
    async environments() {
      const items = await workspace.environments()
      return { items: items.map((environment) => ({ ...environment, middleware: maskSecrets(environment.middleware) })), next: null }
    },
    async board() {
      const since = now() - boardMs
      const cells = await deployer.board()
      const items = await Promise.all(
        cells.map(async (cell) => {
          const rate = await rates(cell.service, cell.environment, since)
          return { ...cell, ...rate, health: healthOf(cell, rate) }
        }),
      )
      return { items, next: null }
    },
    instances: async ({ query }) => ({ items: await instances.list(query), next: null }),
  }) satisfies Pick<Handlers, 'environments' | 'board' | 'instances'>
