import { type RunningConsole, startConsole } from './console.ts'
import { until } from './until.ts'

export interface SampleConsole extends RunningConsole {
  get<Answer>(path: string): Promise<Answer>
  post<Answer>(path: string, body: unknown): Promise<Answer>
  /** A recent failing trace of PROD under the release that is live now. */
  failingTrace(): Promise<string>
}

interface SampleAnswer {
  state: string
  progress: { step: { code: string; params: Record<string, unknown> } | null } | null
}

/** The real console with the sample workspace, loaded through the real pipeline. */
export const startSampleConsole = async (): Promise<SampleConsole> => {
  const running = await startConsole({ sample: true })
  const ask = async <Answer>(path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(`${running.url}${path}`, init)
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Answer
  }
  const get = <Answer>(path: string): Promise<Answer> => ask<Answer>(path)
  await until(
    async () => {
      const { state, progress } = await get<SampleAnswer>('/api/sample')
      if (state === 'failed') throw new Error(`The sample failed: ${JSON.stringify(progress)}\n${running.printed()}`)
      return state === 'ready'
    },
    'the sample to be loaded',
    180_000,
    250,
  )
  return {
    ...running,
    get,
    post: (path, body) => ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    async failingTrace() {
      const asked = Date.now()
      let found: string | undefined
      await until(
        async () => {
          const { items } = await get<{ items: { traceId: string; startAt: number }[] }>('/api/traces?environment=prod&failed=true&limit=1')
          found = items.find(({ startAt }) => startAt > asked - 2000)?.traceId
          return found !== undefined
        },
        'a failing trace of PROD',
        60_000,
        250,
      )
      return found ?? ''
    },
  }
}
