import type { Deployer } from '../deploy/deployer.ts'
import type { Handlers } from './register.ts'

export const integrationHandlers = ({ deployer }: { deployer: Pick<Deployer, 'preview'> }) =>
  ({
    integrations: ({ body, signal }) => deployer.preview(body.service, body.environment, body.branches, signal),
  }) satisfies Pick<Handlers, 'integrations'>
