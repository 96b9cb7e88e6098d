import type { DatabaseSync } from 'node:sqlite'
import { openStoreFile, replaceStoreFile, type Schema, type StoreFile } from '#lib/sqlite-file.ts'
import { fieldLetters } from './words.ts'

/**
 * One inverted index answers everything: the words of the text and, as words of their own, level, service, environment,
 * instance and trace. Its posting lists are in the order of ids, so "newest first" is a walk from the end, and it is written
 * in sequence, which an index of random trace ids would not be. `minutes` leads from a time to the ids of that time. What deleted records leave in the index is cleared by `compact`, in steps: done on its own
 * (`deletemerge`), it holds everything up for seconds.
 */
const tables = `
create table origins (
  id integer primary key, service text not null, environment text not null, instance text not null, release text not null,
  stream text not null, unique (instance, release, stream, service, environment));
create table records (
  id integer primary key, seq integer, at integer not null, level integer not null, origin integer not null, cut integer not null,
  trace_id text, text text not null);
create virtual table words using fts5 (text, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '${fieldLetters}'");
insert into words (words, rank) values ('deletemerge', 0);
create table minutes (minute integer primary key, first_id integer not null, last_id integer not null);
create table positions (
  instance text primary key, stdout integer not null, stderr integer not null, stdout_lines integer not null,
  stderr_lines integer not null) without rowid;
create table totals (last_id integer not null, records integer not null);
`

const create = (database: DatabaseSync, seed: number): void => {
  database.exec(tables)
  database.prepare('insert into totals values (?, 0)').run(seed)
}

const schema: Schema = {
  version: 1,
  create,
  probe: `select 1 from words where words match '"a"' limit 1; select max(id) from records`,
  tune: 'pragma cache_size=-16000; pragma temp_store=memory; pragma wal_autocheckpoint=4000; pragma journal_size_limit=67108864',
}

export const openLogFile = (path: string): StoreFile => openStoreFile(path, schema)
export const replaceLogFile = (path: string): StoreFile => replaceStoreFile(path, schema)
