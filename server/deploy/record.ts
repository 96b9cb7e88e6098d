import { hostOf } from './route.ts'
import { done, type Run, type StageOutcome, type Workshop } from './run.ts'

type Deps = Pick<Workshop, 'gateway' | 'audit'>

/** record: what the deployment did, as the gateway saw it. */
export const record = async ({ gateway, audit }: Deps, run: Run): Promise<StageOutcome> => {
  const { deployment, release } = run
  const host = hostOf(run.service, run.environment)
  const traffic = await gateway.traffic(host, AbortSignal.timeout(2000)).catch(() => null)
  deployment.lostRequests = traffic?.lost ?? null
  await audit.add({
    who: deployment.requestedBy,
    action: `${deployment.kind}.succeeded`,
    subject: release.id,
    detail: { deployment: deployment.id },
  })
  return done('recorded', { host })
}
