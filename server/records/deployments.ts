import type { Selectable } from 'kysely'
import { Cause, type Deployment, DeploymentRequest, ReleaseBranch, Stage } from '#contract/deployment.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** A deployment with the request that asked for it: what a restarted console needs to run one that still waits. */
export type DeploymentRecord = Deployment & { request: DeploymentRequest }

export interface Deployments {
  /** Stores it; this is the acknowledgement. Its key, if any, is taken for good. */
  create(deployment: DeploymentRecord, idempotencyKey: string | null): Promise<void>
  /** Writes what changes while a deployment runs. */
  save(deployment: DeploymentRecord): Promise<void>
  get(id: string): Promise<DeploymentRecord | null>
  byKey(idempotencyKey: string): Promise<DeploymentRecord | null>
  list(filter: {
    service?: string
    environment?: string
    kind?: Deployment['kind']
    number?: number
    limit: number
    after?: string
  }): Promise<{ items: DeploymentRecord[]; next: string | null }>
  /** Those without an end, in the order in which they were asked for. */
  unfinished(): Promise<DeploymentRecord[]>
  /** The last deployments of a place that succeeded, newest first: what is usual here. */
  lastSucceeded(service: string, environment: string, limit: number): Promise<DeploymentRecord[]>
  remove(service: string, environment: string): Promise<void>
}

type Row = Selectable<Tables['deployments']> & { branches_json: string | null }

const toDeployment = (row: Row): DeploymentRecord => {
  const branches = ReleaseBranch.array().parse(JSON.parse(row.branches_json ?? '[]'))
  return {
    id: row.id,
    kind: row.kind as Deployment['kind'],
    service: row.service,
    environment: row.environment,
    number: row.number,
    previous: row.previous,
    status: row.status as Deployment['status'],
    stages: Stage.array().parse(JSON.parse(row.stages_json)),
    cause: row.cause_json === null ? null : Cause.parse(JSON.parse(row.cause_json)),
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    finishedAt: row.finished_at,
    switchedAt: row.switched_at,
    firstAnswerAt: row.first_answer_at,
    lostRequests: row.lost_requests,
    reason: row.reason,
    branches: branches.map(({ name }) => name),
    commits: branches.reduce((sum, { commits }) => sum + commits, 0),
    request: DeploymentRequest.parse(JSON.parse(row.request_json)),
  }
}

const changing = (deployment: DeploymentRecord) => ({
  status: deployment.status,
  stages_json: JSON.stringify(deployment.stages),
  cause_json: deployment.cause === null ? null : JSON.stringify(deployment.cause),
  finished_at: deployment.finishedAt,
  switched_at: deployment.switchedAt,
  first_answer_at: deployment.firstAnswerAt,
  lost_requests: deployment.lostRequests,
})

export const createDeployments = (db: Database): Deployments => {
  const select = () =>
    db
      .selectFrom('deployments')
      .leftJoin('releases', (join) =>
        join
          .onRef('releases.service', '=', 'deployments.service')
          .onRef('releases.environment', '=', 'deployments.environment')
          .onRef('releases.number', '=', 'deployments.number'),
      )
      .selectAll('deployments')
      .select('releases.branches_json')

  const first = async (query: { executeTakeFirst(): Promise<Row | undefined> }): Promise<DeploymentRecord | null> => {
    const row = await query.executeTakeFirst()
    return row === undefined ? null : toDeployment(row)
  }

  return {
    async create(deployment, idempotencyKey) {
      const { id, kind, service, environment, number, previous, reason } = deployment
      await db
        .insertInto('deployments')
        .values({
          id,
          kind,
          service,
          environment,
          number,
          previous,
          reason,
          request_json: JSON.stringify(deployment.request),
          requested_by: deployment.requestedBy,
          requested_at: deployment.requestedAt,
          idempotency_key: idempotencyKey,
          ...changing(deployment),
        })
        .execute()
    },
    async save(deployment) {
      await db.updateTable('deployments').set(changing(deployment)).where('id', '=', deployment.id).execute()
    },
    get: (id) => first(select().where('deployments.id', '=', id)),
    byKey: (idempotencyKey) => first(select().where('idempotency_key', '=', idempotencyKey)),
    async list({ service, environment, kind, number, limit, after }) {
      let query = select().orderBy('seq', 'desc')
      if (service !== undefined) query = query.where('deployments.service', '=', service)
      if (environment !== undefined) query = query.where('deployments.environment', '=', environment)
      if (kind !== undefined) query = query.where('kind', '=', kind)
      if (number !== undefined) query = query.where('deployments.number', '=', number)
      const before = Number.parseInt(after ?? '', 10)
      if (!Number.isNaN(before)) query = query.where('seq', '<', before)
      const rows = await query.limit(limit + 1).execute()
      const items = rows.slice(0, limit)
      return { items: items.map(toDeployment), next: rows.length > limit ? String(items.at(-1)?.seq) : null }
    },
    async unfinished() {
      const rows = await select().where('finished_at', 'is', null).orderBy('seq').execute()
      return rows.map(toDeployment)
    },
    async lastSucceeded(service, environment, limit) {
      const rows = await select()
        .where('deployments.service', '=', service)
        .where('deployments.environment', '=', environment)
        .where('status', '=', 'succeeded')
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toDeployment)
    },
    async remove(service, environment) {
      await db.deleteFrom('deployments').where('service', '=', service).where('environment', '=', environment).execute()
    },
  }
}
