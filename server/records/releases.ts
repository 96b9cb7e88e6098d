import type { Selectable } from 'kysely'
import { ReleaseBranch } from '#contract/deployment.ts'
import { releaseId } from '#lib/identity.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** The immutable contents of a release. What stands ready for the way back, and when it was live, is known by `deploy`. */
export interface ReleaseRecord {
  id: string
  service: string
  environment: string
  number: number
  state: 'building' | 'ready' | 'failed'
  branches: ReleaseBranch[]
  baseCommit: string
  integrationCommit: string | null
  artifact: { digest: string; bytes: number } | null
  /** Environment variables given to its instances. */
  config: Record<string, string>
  configDigest: string
  createdAt: number
  createdBy: string
}

export interface Releases {
  get(service: string, environment: string, number: number): Promise<ReleaseRecord | null>
  list(filter: {
    service?: string
    environment?: string
    limit: number
    after?: string
  }): Promise<{ items: ReleaseRecord[]; next: string | null }>
  /** Those that are being built, or were when the console was killed. */
  building(): Promise<ReleaseRecord[]>
  /** Takes the next number of the service in the environment. */
  create(release: Omit<ReleaseRecord, 'id' | 'number' | 'state' | 'artifact' | 'integrationCommit'>): Promise<ReleaseRecord>
  integrated(release: ReleaseRecord, contents: { base: string; commit: string; branches: ReleaseBranch[] }): Promise<void>
  built(release: ReleaseRecord, artifact: { digest: string; bytes: number }): Promise<void>
  failed(release: ReleaseRecord): Promise<void>
  remove(service: string, environment: string): Promise<void>
}

const toRelease = (row: Selectable<Tables['releases']>): ReleaseRecord => ({
  id: releaseId(row.service, row.environment, row.number),
  service: row.service,
  environment: row.environment,
  number: row.number,
  state: row.state as ReleaseRecord['state'],
  branches: ReleaseBranch.array().parse(JSON.parse(row.branches_json)),
  baseCommit: row.base_commit,
  integrationCommit: row.integration_commit,
  artifact: row.artifact_digest === null ? null : { digest: row.artifact_digest, bytes: row.artifact_bytes ?? 0 },
  config: JSON.parse(row.config_json),
  configDigest: row.config_digest,
  createdAt: row.created_at,
  createdBy: row.created_by,
})

export const createReleases = (db: Database): Releases => {
  const update = async (release: ReleaseRecord, values: Partial<Tables['releases']>): Promise<void> => {
    await db
      .updateTable('releases')
      .set(values)
      .where('service', '=', release.service)
      .where('environment', '=', release.environment)
      .where('number', '=', release.number)
      .execute()
  }

  return {
    async get(service, environment, number) {
      const row = await db
        .selectFrom('releases')
        .selectAll()
        .where('service', '=', service)
        .where('environment', '=', environment)
        .where('number', '=', number)
        .executeTakeFirst()
      return row === undefined ? null : toRelease(row)
    },
    async list({ service, environment, limit, after }) {
      let query = db.selectFrom('releases').selectAll().orderBy('created_at', 'desc').orderBy('service').orderBy('number', 'desc')
      if (service !== undefined) query = query.where('service', '=', service)
      if (environment !== undefined) query = query.where('environment', '=', environment)
      const offset = after === undefined ? 0 : Number.parseInt(after, 10) || 0
      const rows = await query
        .limit(limit + 1)
        .offset(offset)
        .execute()
      return { items: rows.slice(0, limit).map(toRelease), next: rows.length > limit ? String(offset + limit) : null }
    },
    async building() {
      return (await db.selectFrom('releases').selectAll().where('state', '=', 'building').execute()).map(toRelease)
    },
    async create(release) {
      const row = await db.transaction().execute(async (transaction) => {
        const last = await transaction
          .selectFrom('releases')
          .select(({ fn }) => fn.max('number').as('number'))
          .where('service', '=', release.service)
          .where('environment', '=', release.environment)
          .executeTakeFirst()
        return transaction
          .insertInto('releases')
          .values({
            service: release.service,
            environment: release.environment,
            number: (last?.number ?? 0) + 1,
            state: 'building',
            branches_json: JSON.stringify(release.branches),
            base_commit: release.baseCommit,
            integration_commit: null,
            artifact_digest: null,
            artifact_bytes: null,
            config_json: JSON.stringify(release.config),
            config_digest: release.configDigest,
            created_at: release.createdAt,
            created_by: release.createdBy,
          })
          .returningAll()
          .executeTakeFirstOrThrow()
      })
      return toRelease(row)
    },
    integrated: (release, { base, commit, branches }) =>
      update(release, { base_commit: base, integration_commit: commit, branches_json: JSON.stringify(branches) }),
    built: (release, artifact) => update(release, { state: 'ready', artifact_digest: artifact.digest, artifact_bytes: artifact.bytes }),
    failed: (release) => update(release, { state: 'failed' }),
    async remove(service, environment) {
      await db.deleteFrom('releases').where('service', '=', service).where('environment', '=', environment).execute()
    },
  }
}
