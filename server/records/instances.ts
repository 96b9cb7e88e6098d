import type { Selectable } from 'kysely'
import type { Instance } from '#contract/deployment.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

export interface Instances {
  add(instance: Instance): Promise<void>
  /** Changes what is named of these instances. */
  update(names: readonly string[], change: Partial<Omit<Instance, 'name' | 'service' | 'environment' | 'number'>>): Promise<void>
  get(name: string): Promise<Instance | null>
  /** Those that run, or should, first; then the newest. */
  list(filter: {
    service?: string
    environment?: string
    number?: number
    deployment?: string
    states?: readonly Instance['state'][]
    limit: number
  }): Promise<Instance[]>
  /** How many instances a release ever had here; the next one takes the number after it. */
  lastOrdinal(service: string, environment: string, number: number): Promise<number>
  remove(names: readonly string[]): Promise<void>
}

const toInstance = (row: Selectable<Tables['instances']>): Instance => ({
  name: row.name,
  service: row.service,
  environment: row.environment,
  number: row.number,
  deployment: row.deployment,
  state: row.state as Instance['state'],
  serving: row.serving === 1,
  port: row.port,
  pid: row.pid,
  startedAt: row.started_at,
  stoppedAt: row.stopped_at,
  exitCode: row.exit_code,
  restarts: row.restarts,
})

/** Only what is given; a column that is not named keeps its value. */
const toColumns = (change: Partial<Instance>): Partial<Tables['instances']> => {
  const columns: Partial<Tables['instances']> = {}
  if (change.deployment !== undefined) columns.deployment = change.deployment
  if (change.state !== undefined) columns.state = change.state
  if (change.serving !== undefined) columns.serving = change.serving ? 1 : 0
  if (change.port !== undefined) columns.port = change.port
  if (change.pid !== undefined) columns.pid = change.pid
  if (change.startedAt !== undefined) columns.started_at = change.startedAt
  if (change.stoppedAt !== undefined) columns.stopped_at = change.stoppedAt
  if (change.exitCode !== undefined) columns.exit_code = change.exitCode
  if (change.restarts !== undefined) columns.restarts = change.restarts
  return columns
}

export const createInstances = (db: Database): Instances => ({
  async add(instance) {
    await db
      .insertInto('instances')
      .values({
        name: instance.name,
        service: instance.service,
        environment: instance.environment,
        number: instance.number,
        deployment: instance.deployment,
        state: instance.state,
        serving: instance.serving ? 1 : 0,
        port: instance.port,
        pid: instance.pid,
        started_at: instance.startedAt,
        ready_at: null,
        stopped_at: instance.stoppedAt,
        exit_code: instance.exitCode,
        restarts: instance.restarts,
      })
      .execute()
  },
  async update(names, change) {
    if (names.length > 0) await db.updateTable('instances').set(toColumns(change)).where('name', 'in', names).execute()
  },
  async get(name) {
    const row = await db.selectFrom('instances').selectAll().where('name', '=', name).executeTakeFirst()
    return row === undefined ? null : toInstance(row)
  },
  async list({ service, environment, number, deployment, states, limit }) {
    let query = db
      .selectFrom('instances')
      .selectAll()
      .orderBy((expression) => expression('state', 'in', ['stopped', 'crashed']))
      .orderBy('started_at', 'desc')
      .orderBy('name')
    if (service !== undefined) query = query.where('service', '=', service)
    if (environment !== undefined) query = query.where('environment', '=', environment)
    if (number !== undefined) query = query.where('number', '=', number)
    if (deployment !== undefined) query = query.where('deployment', '=', deployment)
    if (states !== undefined) query = query.where('state', 'in', states)
    return (await query.limit(limit).execute()).map(toInstance)
  },
  async lastOrdinal(service, environment, number) {
    const rows = await db
      .selectFrom('instances')
      .select('name')
      .where('service', '=', service)
      .where('environment', '=', environment)
      .where('number', '=', number)
      .execute()
    return rows.reduce((last, { name }) => Math.max(last, Number(name.slice(name.lastIndexOf('-') + 1))), 0)
  },
  async remove(names) {
    if (names.length > 0) await db.deleteFrom('instances').where('name', 'in', names).execute()
  },
})
