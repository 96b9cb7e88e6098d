import type { z } from 'zod'
import type { DeploymentKind } from '#contract/deployment.ts'
import type { Database } from './database.ts'

export interface LiveRelease {
  service: string
  environment: string
  number: number
  previous: number | null
  /** Grows with each switch; the gateway refuses an older one. */
  generation: number
  switchedAt: number
}

export interface Switch {
  service: string
  environment: string
  number: number
  from: number | null
  kind: z.infer<typeof DeploymentKind>
  deployment: string
  at: number
}

/** Which release takes the traffic where, and every switch there ever was. */
export interface Live {
  of(service: string, environment: string): Promise<LiveRelease | null>
  all(): Promise<LiveRelease[]>
  /** Records a switch that happened. Telling it twice changes nothing. */
  switched(change: Switch & { generation: number }): Promise<void>
  /** Records that the gateway got a newer route to the same release. */
  rerouted(service: string, environment: string, generation: number): Promise<void>
  /** In order of time; `to` is exclusive. */
  switches(range: { service?: string; environment?: string; from?: number; to?: number }): Promise<Switch[]>
  forget(service: string, environment: string): Promise<void>
}

export const createLive = (db: Database): Live => {
  const toLive = (row: { switched_at: number } & Omit<LiveRelease, 'switchedAt'>): LiveRelease => ({
    service: row.service,
    environment: row.environment,
    number: row.number,
    previous: row.previous,
    generation: row.generation,
    switchedAt: row.switched_at,
  })

  return {
    async of(service, environment) {
      const row = await db
        .selectFrom('live')
        .selectAll()
        .where('service', '=', service)
        .where('environment', '=', environment)
        .executeTakeFirst()
      return row === undefined ? null : toLive(row)
    },
    async all() {
      return (await db.selectFrom('live').selectAll().execute()).map(toLive)
    },
    async switched({ service, environment, number, from, kind, deployment, at, generation }) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('switches')
          .values({ service, environment, number, from_number: from, kind, deployment, at })
          .onConflict((conflict) => conflict.columns(['deployment', 'number']).doNothing())
          .execute()
        const values = { number, previous: from, generation, switched_at: at }
        await transaction
          .insertInto('live')
          .values({ service, environment, ...values })
          .onConflict((conflict) => conflict.columns(['service', 'environment']).doUpdateSet(values))
          .execute()
      })
    },
    async rerouted(service, environment, generation) {
      await db.updateTable('live').set({ generation }).where('service', '=', service).where('environment', '=', environment).execute()
    },
    async switches({ service, environment, from, to }) {
      let query = db.selectFrom('switches').selectAll().orderBy('at').orderBy('seq')
      if (service !== undefined) query = query.where('service', '=', service)
      if (environment !== undefined) query = query.where('environment', '=', environment)
      if (from !== undefined) query = query.where('at', '>=', from)
      if (to !== undefined) query = query.where('at', '<', to)
      const rows = await query.execute()
      return rows.map((row) => ({
        service: row.service,
        environment: row.environment,
        number: row.number,
        from: row.from_number,
        kind: row.kind as Switch['kind'],
        deployment: row.deployment,
        at: row.at,
      }))
    },
    async forget(service, environment) {
      await db.deleteFrom('live').where('service', '=', service).where('environment', '=', environment).execute()
      await db.deleteFrom('switches').where('service', '=', service).where('environment', '=', environment).execute()
    },
  }
}
