import type { Database } from './database.ts'

/** Requests that one release answered in one minute, by operation. */
export interface ExposureRow {
  service: string
  environment: string
  /** 0 where the release is not certain. */
  number: number
  operation: string
  /** Start of the minute, epoch ms. */
  minute: number
  requests: number
  failed: number
}

export interface ExposureFilter {
  service?: string
  environment?: string
  number?: number
  operation?: string
  from?: number
  to?: number
}

export interface Exercised {
  requests: number
  failed: number
}

/** How much each release was exercised; what an error count is divided by. */
export interface Exposure {
  /** Sets the counts of whole minutes: telling the same minute again replaces it. */
  put(rows: readonly ExposureRow[]): Promise<void>
  total(filter: ExposureFilter): Promise<Exercised>
  /** By release of one service in one environment. */
  byNumber(filter: ExposureFilter & { service: string; environment: string }): Promise<Map<number, Exercised>>
  byEnvironment(filter: ExposureFilter & { service: string }): Promise<Map<string, Exercised>>
  /** Requests in each step from `from` on; steps without one are absent. */
  histogram(filter: ExposureFilter & { from: number; to: number }, stepMs: number): Promise<Map<number, number>>
  forget(service: string, environment: string): Promise<void>
}

export const createExposure = (db: Database): Exposure => {
  const matching = ({ service, environment, number, operation, from, to }: ExposureFilter) => {
    let query = db.selectFrom('exposure')
    if (service !== undefined) query = query.where('service', '=', service)
    if (environment !== undefined) query = query.where('environment', '=', environment)
    if (number !== undefined) query = query.where('number', '=', number)
    if (operation !== undefined) query = query.where('operation', '=', operation)
    if (from !== undefined) query = query.where('minute', '>=', from)
    if (to !== undefined) query = query.where('minute', '<', to)
    return query.select(({ fn, val }) => [
      fn.coalesce(fn.sum<number>('requests'), val(0)).as('requests'),
      fn.coalesce(fn.sum<number>('failed'), val(0)).as('failed'),
    ])
  }

  return {
    async put(rows) {
      if (rows.length === 0) return
      await db.transaction().execute(async (transaction) => {
        for (const { requests, failed, ...key } of rows) {
          await transaction
            .insertInto('exposure')
            .values({ ...key, requests, failed })
            .onConflict((conflict) =>
              conflict.columns(['service', 'environment', 'minute', 'number', 'operation']).doUpdateSet({ requests, failed }),
            )
            .execute()
        }
      })
    },
    total: (filter) => matching(filter).executeTakeFirstOrThrow(),
    async byNumber(filter) {
      const rows = await matching(filter).select('number').groupBy('number').execute()
      return new Map(rows.map(({ number, ...exercised }) => [number, exercised]))
    },
    async byEnvironment(filter) {
      const rows = await matching(filter).select('environment').groupBy('environment').execute()
      return new Map(rows.map(({ environment, ...exercised }) => [environment, exercised]))
    },
    async histogram(filter, stepMs) {
      const rows = await matching(filter).select('minute').groupBy('minute').execute()
      const steps = new Map<number, number>()
      for (const { minute, requests } of rows) {
        const step = Math.floor((minute - filter.from) / stepMs)
        steps.set(step, (steps.get(step) ?? 0) + requests)
      }
      return steps
    },
    async forget(service, environment) {
      await db.deleteFrom('exposure').where('service', '=', service).where('environment', '=', environment).execute()
    },
  }
}
