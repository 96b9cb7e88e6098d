import { removeOutput } from './output.ts'
import { stopInstance } from './retire.ts'
import { hostOf } from './route.ts'
import { placeOf, type Workshop } from './run.ts'

/** Ends a service in an environment and forgets all of it there: instances, route, files and records. */
export const removePlace = async (deps: Workshop, service: string, environment: string): Promise<void> => {
  const host = hostOf(await deps.workspace.service(service), await deps.workspace.environment(environment))
  await deps.traffic.hold(placeOf({ service, environment }), async () => {
    await deps.gateway.remove(host, AbortSignal.timeout(5000))
    await deps.live.forget(service, environment)
  })
  const instances = await deps.instances.list({ service, environment, limit: 100_000 })
  const running = instances.filter(({ state }) => state !== 'stopped' && state !== 'crashed')
  await Promise.all(running.map((instance) => stopInstance(deps, instance)))
  for (const { name } of instances) await deps.runtime.remove(name, AbortSignal.timeout(5000))
  await deps.instances.remove(instances.map(({ name }) => name))

  const { items } = await deps.deployments.list({ service, environment, limit: 100_000 })
  for (const { id } of items) await removeOutput(deps.folders.output(id))
  await deps.journal.remove(items.map(({ id }) => id))
  await deps.deployments.remove(service, environment)
  await deps.releases.remove(service, environment)
  await deps.folders.removePlace(service, environment)
  deps.announce({ event: 'board:changed', payload: { service, environment } })
}
