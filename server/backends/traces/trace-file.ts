import type { DatabaseSync } from 'node:sqlite'
import { openStoreFile, type StoreFile } from '#lib/sqlite-file.ts'

/**
 * `segments.seq` never goes back (autoincrement), so it serves as the order of arrival. `traces.last_seq` is the newest one
 * of a trace. `parts` repeats the start of the trace, so that a list by service or environment is one index walk.
 */
const tables = `
create table segments (
  seq integer primary key autoincrement, segment_id text not null unique, trace_id text not null, arrived_at integer not null,
  spans integer not null, doc blob not null);
create index segments_by_trace on segments (trace_id);
create table traces (
  trace_id text primary key, start_at integer not null, end_at integer not null, failed integer not null,
  last_seq integer not null, arrived_at integer not null, root_rank integer not null, root_start integer not null, root_segment text not null,
  service text not null, environment text, operation text not null) without rowid;
create index traces_by_start on traces (start_at);
create index traces_by_arrival on traces (last_seq);
create index traces_failed on traces (last_seq) where failed = 1;
create table parts (
  trace_id text not null, service text not null, environment text not null, start_at integer not null,
  primary key (trace_id, service, environment)) without rowid;
create index parts_by_service on parts (service, start_at);
create index parts_by_environment on parts (environment, start_at);
create table entries (
  minute integer not null, instance text not null, operation text not null, service text not null,
  requests integer not null, failed integer not null, primary key (minute, instance, operation)) without rowid;
create table totals (spans integer not null);
insert into totals values (0);
`

const create = (database: DatabaseSync, seed: number): void => {
  database.exec(tables)
  if (seed > 0) database.prepare(`insert into sqlite_sequence (name, seq) values ('segments', ?)`).run(seed)
}

export const openTraceFile = (path: string): StoreFile =>
  openStoreFile(path, {
    version: 1,
    create,
    probe: 'select max(seq) from segments; select max(start_at) from traces',
    tune: 'pragma cache_size=-8000; pragma temp_store=memory',
  })
