import type { Deployer } from '../deploy/deployer.ts'
import { toContract } from '../deploy/run.ts'
import type { Deployments } from '../records/deployments.ts'
import type { Handlers } from './register.ts'

interface Deps {
  deployer: Deployer
  deployments: Deployments
  /** Who asks, until people sign in. */
  person: () => string
}

type Resource = 'startDeployment' | 'deployments' | 'deployment' | 'deploymentOutput' | 'cancelDeployment' | 'rollbackPreview'

export const deploymentHandlers = ({ deployer, deployments, person }: Deps) =>
  ({
    startDeployment: ({ body, idempotencyKey }) => deployer.start(body, person(), idempotencyKey),
    async deployments({ query }) {
      const { items, next } = await deployments.list(query)
      return { items: items.map(toContract), next }
    },
    deployment: ({ params }) => deployer.deployment(params.id),
    deploymentOutput: ({ params, query }) => deployer.output(params.id, query.after, query.limit),
    cancelDeployment: ({ params }) => deployer.cancel(params.id, person()),
    rollbackPreview: ({ query }) => deployer.rollbackPreview(query.service, query.environment, query.to),
  }) satisfies Pick<Handlers, Resource>
