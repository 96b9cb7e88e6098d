import type { DeploymentRequest } from '#contract/deployment.ts'
import { createDeployer } from '../../server/deploy/deployer.ts'
import { openDeployDeps } from './deploy-world.ts'

/**
 * A console's deploy room in a process of its own, for tests that kill it. It recovers, does what it is asked, and dies by
 * SIGKILL at the n-th row of the journal, before or after that row is written.
 */
const [folder = '', request = 'null', at = '0', side = 'before'] = process.argv.slice(2)

const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

const deps = await openDeployDeps(folder)
let rows = 0
const deployer = createDeployer({
  ...deps,
  journal: {
    ...deps.journal,
    async append(entry) {
      rows += 1
      if (rows === Number(at) && side === 'before') await die()
      await deps.journal.append(entry)
      if (rows === Number(at) && side === 'after') await die()
    },
  },
})
await deployer.recover(AbortSignal.timeout(10_000))
const wanted = JSON.parse(request) as DeploymentRequest | null
if (wanted !== null) await deployer.start(wanted, 'wang', null)
await deployer.idle()
await deployer.close()
await deps[Symbol.asyncDispose]()
