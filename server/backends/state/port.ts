import type { Dialect } from 'kysely'

/** The state database: a SQL dialect that kysely speaks, opened and checked. */
export interface State extends AsyncDisposable {
  readonly kind: string
  readonly dialect: Dialect
  status(): Promise<{ version: string; address: string; bytes: number }>
}
