import type { Generated } from 'kysely'

/** Columns as they lie in the database. `*_json` holds a document of the contract; flags are 0 or 1; times are epoch ms. */
export interface Tables {
  services: { name: string; spec_json: string; managed_by: string; created_at: number }
  environments: { name: string; position: number; spec_json: string; managed_by: string }
  releases: {
    service: string
    environment: string
    number: number
    state: string
    branches_json: string
    base_commit: string
    integration_commit: string | null
    artifact_digest: string | null
    artifact_bytes: number | null
    config_json: string
    config_digest: string
    created_at: number
    created_by: string
  }
  deployments: {
    id: string
    /** Order of asking; also the cursor of lists. */
    seq: Generated<number>
    kind: string
    service: string
    environment: string
    number: number
    previous: number | null
    status: string
    request_json: string
    stages_json: string
    cause_json: string | null
    requested_by: string
    requested_at: number
    finished_at: number | null
    switched_at: number | null
    first_answer_at: number | null
    lost_requests: number | null
    reason: string | null
    idempotency_key: string | null
  }
  /** Write-ahead: a row before each side effect (`begin`) and one after it (`end`, `failed` or `undone`). */
  journal: {
    seq: Generated<number>
    deployment: string
    stage: string
    phase: string
    at: number
    detail_json: string
  }
  instances: {
    name: string
    service: string
    environment: string
    number: number
    deployment: string
    state: string
    serving: number
    port: number | null
    pid: number | null
    started_at: number
    ready_at: number | null
    stopped_at: number | null
    exit_code: number | null
    restarts: number
  }
  /** Which release takes the traffic of a service in an environment, and from which one it came. */
  live: { service: string; environment: string; number: number; previous: number | null; generation: number; switched_at: number }
  /** Every switch that ever happened: the true markers of charts and the history behind an identity. */
  switches: {
    seq: Generated<number>
    service: string
    environment: string
    number: number
    from_number: number | null
    kind: string
    deployment: string
    at: number
  }
  error_groups: {
    id: string
    fingerprint: string
    type: string
    message: string
    place: string
    service: string
    endpoint: string
    grouping_json: string
    first_seen: number
    last_seen: number
    count: number
  }
  error_events: {
    id: string
    seq: Generated<number>
    group_id: string
    at: number
    environment: string
    service: string
    instance: string
    /** Release number where the instance names it, else null; `releases_json` has the set. */
    number: number | null
    releases_json: string
    endpoint: string
    trace_id: string | null
    span_key: string | null
    message: string
    stack_json: string | null
  }
  /** Events of a group by environment and release number, 0 where that is not certain. */
  error_places: { group_id: string; environment: string; number: number; count: number; first_seen: number; last_seen: number }
  /** Requests by minute: what an error rate is divided by, and what says that a release was exercised. */
  exposure: {
    service: string
    environment: string
    number: number
    operation: string
    minute: number
    requests: number
    failed: number
  }
  /** Positions and small facts of a room, by key. */
  marks: { key: string; value_json: string }
  audit: { seq: Generated<number>; at: number; who: string; action: string; subject: string; detail_json: string }
}
