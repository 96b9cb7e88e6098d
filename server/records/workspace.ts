import { notFound } from '#contract/errors.ts'
import { Environment, Service } from '#contract/workspace.ts'
import type { Database } from './database.ts'

/** Services and environments, as the UI, a `culprit.yaml` or the sample put them in. */
export interface Workspace {
  services(): Promise<Service[]>
  service(name: string): Promise<Service>
  environments(): Promise<Environment[]>
  environment(name: string): Promise<Environment>
  saveService(service: Service): Promise<void>
  saveEnvironment(environment: Environment): Promise<void>
  removeManagedBy(owner: Service['managedBy']): Promise<void>
}

export const createWorkspace = (db: Database): Workspace => {
  const toService = (row: { spec_json: string }): Service => Service.parse(JSON.parse(row.spec_json))
  const toEnvironment = (row: { spec_json: string }): Environment => Environment.parse(JSON.parse(row.spec_json))

  return {
    async services() {
      const rows = await db.selectFrom('services').select('spec_json').orderBy('name').execute()
      return rows.map(toService)
    },
    async service(name) {
      const row = await db.selectFrom('services').select('spec_json').where('name', '=', name).executeTakeFirst()
      if (row === undefined) throw notFound('service', name)
      return toService(row)
    },
    async environments() {
      const rows = await db.selectFrom('environments').select('spec_json').orderBy('position').execute()
      return rows.map(toEnvironment)
    },
    async environment(name) {
      const row = await db.selectFrom('environments').select('spec_json').where('name', '=', name).executeTakeFirst()
      if (row === undefined) throw notFound('environment', name)
      return toEnvironment(row)
    },
    async saveService(service) {
      const values = { name: service.name, spec_json: JSON.stringify(service), managed_by: service.managedBy }
      await db
        .insertInto('services')
        .values({ ...values, created_at: Date.now() })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
        .execute()
    },
    async saveEnvironment(environment) {
      const values = {
        name: environment.name,
        position: environment.position,
        spec_json: JSON.stringify(environment),
        managed_by: environment.managedBy,
      }
      await db
        .insertInto('environments')
        .values(values)
        .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
        .execute()
    },
    async removeManagedBy(owner) {
      await db.deleteFrom('services').where('managed_by', '=', owner).execute()
      await db.deleteFrom('environments').where('managed_by', '=', owner).execute()
    },
  }
}
