import { badRequest } from '#contract/errors.ts'
import type { Logs } from '../backends/logs/port.ts'
import type { Handlers } from './register.ts'

export const logHandlers = ({ logs }: { logs: Pick<Logs, 'search'> }): Pick<Handlers, 'logs'> => ({
  async logs({ query, signal }) {
    const { q, ...narrowed } = query
    const { from, to } = narrowed
    if (from !== undefined && to !== undefined && from >= to) throw badRequest('query "from": must be before "to".', { from, to })
    const began = performance.now()
    const page = await logs.search({ ...narrowed, text: q }, signal)
    return { ...page, tookMs: Math.round((performance.now() - began) * 10) / 10 }
  },
})
