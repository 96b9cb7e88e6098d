import type { BackendStatus } from '#contract/console.ts'
import type { Fact } from '#contract/shared.ts'
import type { Handlers } from './register.ts'

/** How one configured backend is asked whether it answers. */
export interface Probe {
  port: BackendStatus['port']
  kind: string
  address: string
  ask: (signal: AbortSignal) => Promise<{ version: string; address?: string; facts: Fact[] }>
}

export interface About {
  version: string
  node: string
  startedAt: number
  dataFolder: string
  managedBy: string | null
  gatewayPort: () => number
  traceGrpcPort: () => number
  traceHttpPort: () => number
}

/** A backend that has not answered by then is shown as unreachable. */
const limitMs = 3000

const statusOf = async (probe: Probe): Promise<BackendStatus> => {
  const began = performance.now()
  const { port, kind } = probe
  const rest = () => ({ port, kind, checkedAt: Date.now(), tookMs: Math.round((performance.now() - began) * 10) / 10 })
  try {
    const { version, address, facts } = await probe.ask(AbortSignal.timeout(limitMs))
    return { ...rest(), state: 'reachable', version, address: address ?? probe.address, facts }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ...rest(), state: 'unreachable', version: '', address: probe.address, facts: [{ code: 'unreachable', params: { reason } }] }
  }
}

export const settingsHandlers = (about: About, probes: readonly Probe[]): Pick<Handlers, 'health' | 'settings'> => ({
  async health() {
    return { status: 'ok', version: about.version, startedAt: about.startedAt }
  },
  async settings() {
    return {
      version: about.version,
      node: about.node,
      dataFolder: about.dataFolder,
      gatewayPort: about.gatewayPort(),
      traceGrpcPort: about.traceGrpcPort(),
      traceHttpPort: about.traceHttpPort(),
      backends: await Promise.all(probes.map(statusOf)),
      managedBy: about.managedBy,
    }
  },
})
