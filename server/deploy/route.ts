import type { Instance } from '#contract/deployment.ts'
import type { Environment, Service } from '#contract/workspace.ts'
import { releaseId } from '#lib/identity.ts'
import type { Gateway, GatewayRoute } from '../backends/gateway/port.ts'
import { ask, loopback } from './health.ts'

export const hostOf = (service: Pick<Service, 'name'>, environment: Pick<Environment, 'domain'>): string =>
  `${service.name}.${environment.domain}`.toLowerCase()

export const routeTo = (host: string, generation: number, instances: readonly Instance[]): GatewayRoute => ({
  host,
  generation,
  upstreams: instances.flatMap(({ name, service, environment, number, port }) =>
    port === null ? [] : [{ instance: name, release: releaseId(service, environment, number), host: loopback, port }],
  ),
})

/** Header by which the gateway names the release that answered. */
const releaseHeader = 'x-culprit-release'
const patience = { forMs: 3000, everyMs: 10, answerMs: 1000 }

/**
 * Waits until the release is seen to answer through the gateway, on the way that people take: only this tells that a switch
 * has happened. Null when it is not seen in time.
 */
export const firstAnswerOf = async (
  gateway: Pick<Gateway, 'address'>,
  { host, path, release }: { host: string; path: string; release: string },
  { now, sleep }: { now(): number; sleep(ms: number): Promise<void> },
): Promise<number | null> => {
  const until = performance.now() + patience.forMs
  while (performance.now() < until) {
    const answer = await ask({ ...gateway.address, path, headers: { host } }, patience.answerMs)
    if (answer !== null && answer.status < 500 && answer.headers[releaseHeader] === release) return now()
    await sleep(patience.everyMs)
  }
  return null
}
