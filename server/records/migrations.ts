import { type Kysely, sql } from 'kysely'

export interface Migration {
  name: string
  up(db: Kysely<unknown>): Promise<void>
}

const first = `
create table services (name text primary key, spec_json text not null, managed_by text not null, created_at integer not null);
create table environments (name text primary key, position integer not null, spec_json text not null, managed_by text not null);
create table releases (
  service text not null, environment text not null, number integer not null, state text not null, branches_json text not null,
  base_commit text not null, integration_commit text, artifact_digest text, artifact_bytes integer,
  config_json text not null, config_digest text not null, created_at integer not null, created_by text not null,
  primary key (service, environment, number));
create index releases_by_time on releases (created_at);
create table deployments (
  seq integer primary key autoincrement, id text not null unique, kind text not null, service text not null, environment text not null,
  number integer not null, previous integer, status text not null, request_json text not null, stages_json text not null, cause_json text,
  requested_by text not null, requested_at integer not null, finished_at integer, switched_at integer, first_answer_at integer,
  lost_requests integer, reason text, idempotency_key text unique);
create index deployments_by_place on deployments (service, environment, seq);
create index deployments_open on deployments (status) where finished_at is null;
create table journal (
  seq integer primary key autoincrement, deployment text not null, stage text not null, phase text not null, at integer not null,
  detail_json text not null);
create index journal_by_deployment on journal (deployment, seq);
create table instances (
  name text primary key, service text not null, environment text not null, number integer not null, deployment text not null,
  state text not null, serving integer not null, port integer, pid integer, started_at integer not null, ready_at integer,
  stopped_at integer, exit_code integer, restarts integer not null);
create index instances_by_place on instances (service, environment, number);
create table live (
  service text not null, environment text not null, number integer not null, previous integer, generation integer not null,
  switched_at integer not null, primary key (service, environment));
create table switches (
  seq integer primary key autoincrement, service text not null, environment text not null, number integer not null,
  from_number integer, kind text not null, deployment text not null, at integer not null);
create index switches_by_place on switches (service, environment, at);
create unique index switches_once on switches (deployment, number);
create table error_groups (
  id text primary key, fingerprint text not null unique, type text not null, message text not null, place text not null,
  service text not null, endpoint text not null, grouping_json text not null, first_seen integer not null, last_seen integer not null,
  count integer not null);
create index error_groups_by_time on error_groups (last_seen);
create table error_events (
  seq integer primary key autoincrement, id text not null unique, group_id text not null, at integer not null, environment text not null,
  service text not null, instance text not null, number integer, releases_json text not null, endpoint text not null, trace_id text,
  span_key text, message text not null, stack_json text);
create index error_events_by_group on error_events (group_id, environment, at);
create index error_events_by_trace on error_events (trace_id);
create index error_events_by_place on error_events (service, environment, at);
create table exposure (
  service text not null, environment text not null, number integer not null, operation text not null, minute integer not null,
  requests integer not null, failed integer not null, primary key (service, environment, minute, number, operation));
create table marks (key text primary key, value_json text not null);
create table audit (
  seq integer primary key autoincrement, at integer not null, who text not null, action text not null, subject text not null,
  detail_json text not null)
`

/** Where each error was seen, kept beside its events: a list must not count them all each time it is read. */
const errorPlaces = `
create table error_places (
  group_id text not null, environment text not null, number integer not null, count integer not null, first_seen integer not null,
  last_seen integer not null, primary key (group_id, environment, number));
insert into error_places select group_id, environment, coalesce(number, 0), count(*), min(at), max(at) from error_events group by 1, 2, 3;
create index exposure_by_time on exposure (service, minute)
`

const statements = (text: string): string[] => text.split(';\n')

/** In order; a database keeps the number of those it has seen. Forward only. */
export const migrations: readonly Migration[] = [
  {
    name: '001-first',
    async up(db) {
      for (const statement of statements(first)) await sql.raw(statement).execute(db)
    },
  },
  {
    name: '002-error-places',
    async up(db) {
      for (const statement of statements(errorPlaces)) await sql.raw(statement).execute(db)
    },
  },
]
