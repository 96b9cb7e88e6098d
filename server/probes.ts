import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Fact } from '#contract/shared.ts'
import type { Probe } from './http/settings.ts'
import type { Backends } from './open-backends.ts'

const call = promisify(execFile)

const count = (code: string, value: number): Fact => ({ code, params: { count: value } })
const bytes = (value: number): Fact => ({ code: 'store.bytes', params: { bytes: value } })

/** How each backend is asked for the settings page. `collecting` tells what hinders the collector, which feeds the log store. */
export const probesOf = (backends: Backends, dataFolder: string, collecting: () => Fact[]): Probe[] => {
  const { source, builder, runtime, gateway, traces, logs, state } = backends
  return [
    {
      port: 'source',
      kind: source.kind,
      address: dataFolder,
      async ask(signal) {
        const { stdout } = await call('git', ['--version'], { signal })
        return { version: stdout.trim(), facts: [] }
      },
    },
    { port: 'builder', kind: builder.kind, address: dataFolder, ask: async () => ({ version: '', facts: [] }) },
    {
      port: 'runtime',
      kind: runtime.kind,
      address: dataFolder,
      async ask(signal) {
        const running = (await runtime.list(signal)).filter(({ state }) => state === 'running')
        return { version: '', facts: [count('runtime.running', running.length)] }
      },
    },
    {
      port: 'gateway',
      kind: gateway.kind,
      address: `${gateway.address.host}:${gateway.address.port}`,
      ask: async (signal) => ({ version: '', facts: [count('gateway.routes', (await gateway.routes(signal)).length)] }),
    },
    {
      port: 'traces',
      kind: traces.kind,
      address: traces.grpcAddress ?? '',
      async ask(signal) {
        const { version, address, spans, bytes: size, notes, dropped } = await traces.status(signal)
        const lost = dropped === 0 ? [] : [count('traces.dropped', dropped)]
        return { version, address, facts: [count('traces.spans', spans), bytes(size), ...lost, ...notes] }
      },
    },
    {
      port: 'logs',
      kind: logs.kind,
      address: '',
      async ask(signal) {
        const { version, address, records, bytes: size, notes } = await logs.status(signal)
        return { version, address, facts: [count('logs.records', records), bytes(size), ...notes, ...collecting()] }
      },
    },
    {
      port: 'state',
      kind: state.kind,
      address: '',
      async ask() {
        const { version, address, bytes: size } = await state.status()
        return { version, address, facts: [bytes(size)] }
      },
    },
  ]
}
