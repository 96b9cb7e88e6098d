import type { Fact } from '#contract/shared.ts'
import type { LogLine } from '#contract/socket.ts'

export type LiveRow =
  | { kind: 'line'; id: number; line: LogLine }
  /** The server dropped `count` lines for this viewer just here. */
  | { kind: 'skipped'; id: number; count: number }
  /** The connection was away; `count` lines were missed for good, null where a filter makes that unknowable. */
  | { kind: 'reconnected'; id: number; at: number; awayMs: number; backfilled: number; count: number | null }
  /** Everything below arrived while the page was open. */
  | { kind: 'live'; id: number }
  /** The first line of a newer release of that service and environment follows. */
  | { kind: 'release'; id: number; place: string; number: number }
  | { kind: 'note'; id: number; fact: Fact }

export interface LiveState {
  rows: readonly LiveRow[]
  /** Lines that wait while the view is paused. */
  waiting: readonly LiveRow[]
  /** Rows that left by the cap on either list. */
  trimmed: number
  nextId: number
  /** Last sequence number of each stream of each instance. */
  last: Readonly<Record<string, number>>
  /** Newest release number seen of each service and environment. */
  releases: Readonly<Record<string, number>>
  phase: 'backfill' | 'live'
  away: { since: number; backAt: number } | null
  /** The reconnect marker whose backfill still comes in. */
  filling: number | null
  paused: boolean
}

export const rowCap = 2000

export const emptyLive: LiveState = {
  rows: [],
  waiting: [],
  trimmed: 0,
  nextId: 1,
  last: {},
  releases: {},
  phase: 'backfill',
  away: null,
  filling: null,
  paused: false,
}

export interface LiveArrival {
  lines: readonly LogLine[]
  skipped: number
  backfill: boolean
  notes: readonly Fact[]
}

/** `staff-service-prod-r12-1` is release 12 of `staff-service-prod`. */
export const releaseOf = (instance: string): { place: string; number: number } | null => {
  const match = /^(.+)-r(\d+)-\d+$/.exec(instance)
  return match?.[1] === undefined ? null : { place: match[1], number: Number(match[2]) }
}

const streamOf = (line: LogLine): string => `${line.instance}\n${line.stream}`

type Draft<Row> = Row extends LiveRow ? Omit<Row, 'id'> : never

/** Adds rows at the end (or to those that wait) and lets the oldest go beyond the cap. */
const append = (state: LiveState, drafts: readonly Draft<LiveRow>[]): LiveState => {
  if (drafts.length === 0) return state
  const added = drafts.map((draft, index) => ({ ...draft, id: state.nextId + index }) as LiveRow)
  const list = [...(state.paused ? state.waiting : state.rows), ...added]
  const over = Math.max(0, list.length - rowCap)
  const kept = over > 0 ? list.slice(over) : list
  return {
    ...state,
    ...(state.paused ? { waiting: kept } : { rows: kept }),
    trimmed: state.trimmed + over,
    nextId: state.nextId + added.length,
  }
}

/** Lines not shown yet, and how many numbers between them never came. */
const freshLines = (state: LiveState, lines: readonly LogLine[]): { fresh: LogLine[]; last: Record<string, number>; missing: number } => {
  const last = { ...state.last }
  const fresh: LogLine[] = []
  let missing = 0
  for (const line of lines) {
    const key = streamOf(line)
    const before = last[key]
    if (before !== undefined && line.seq <= before) continue
    if (before !== undefined) missing += line.seq - before - 1
    last[key] = line.seq
    fresh.push(line)
  }
  return { fresh, last, missing }
}

const lineDrafts = (
  lines: readonly LogLine[],
  known: Readonly<Record<string, number>>,
): { drafts: Draft<LiveRow>[]; releases: Record<string, number> } => {
  const drafts: Draft<LiveRow>[] = []
  const releases = { ...known }
  for (const line of lines) {
    const release = releaseOf(line.instance)
    if (release !== null) {
      const before = releases[release.place]
      if (before !== undefined && release.number > before) drafts.push({ kind: 'release', ...release })
      releases[release.place] = Math.max(before ?? 0, release.number)
    }
    drafts.push({ kind: 'line', line })
  }
  return { drafts, releases }
}

/** More of the backfill after a reconnect: the marker above it counts it as well. */
const fill = (rows: readonly LiveRow[], id: number, backfilled: number, missing: number): readonly LiveRow[] =>
  rows.map((row) =>
    row.kind === 'reconnected' && row.id === id
      ? { ...row, backfilled: row.backfilled + backfilled, count: row.count === null ? null : row.count + missing }
      : row,
  )

const markers = (state: LiveState, batch: LiveArrival, backfilled: number, missing: number | null): Draft<LiveRow>[] => {
  const rows: Draft<LiveRow>[] = batch.notes.map((fact) => ({ kind: 'note', fact }))
  if (state.away !== null) {
    const { since, backAt } = state.away
    rows.push({ kind: 'reconnected', at: backAt, awayMs: backAt - since, backfilled, count: missing })
  } else if (state.phase === 'backfill' && !batch.backfill && state.rows.length > 0) rows.push({ kind: 'live' })
  if (batch.skipped > 0) rows.push({ kind: 'skipped', count: batch.skipped })
  return rows
}

/** One batch of the server. Lines known already (they come again after a reconnect) are left out by their number. */
export const receive = (state: LiveState, batch: LiveArrival, filtered: boolean): LiveState => {
  const { fresh, last, missing } = freshLines(state, batch.lines)
  const { drafts, releases } = lineDrafts(fresh, state.releases)
  const unknown = Math.max(0, missing - batch.skipped)
  const before = markers(state, batch, fresh.length, filtered ? null : unknown)
  const filled =
    state.filling === null || !batch.backfill
      ? state
      : {
          ...state,
          rows: fill(state.rows, state.filling, fresh.length, unknown),
          waiting: fill(state.waiting, state.filling, fresh.length, unknown),
        }
  const next = append(filled, [...before, ...drafts])
  const marker = state.away === null ? state.filling : state.nextId + batch.notes.length
  return { ...next, last, releases, phase: batch.backfill ? state.phase : 'live', away: null, filling: batch.backfill ? marker : null }
}

/** The connection is lost at `at`; the first batch after it is back will say what was missed. */
export const lose = (state: LiveState, at: number): LiveState =>
  state.away !== null || state.last === emptyLive.last ? state : { ...state, away: { since: at, backAt: at } }

export const comeBack = (state: LiveState, at: number): LiveState =>
  state.away === null ? state : { ...state, away: { since: state.away.since, backAt: at } }

export const pause = (state: LiveState): LiveState => ({ ...state, paused: true })

/** Follows again: what waited moves below what is shown. */
export const follow = (state: LiveState): LiveState => {
  const all = [...state.rows, ...state.waiting]
  const over = Math.max(0, all.length - rowCap)
  return { ...state, rows: over > 0 ? all.slice(over) : all, waiting: [], trimmed: state.trimmed + over, paused: false }
}

export const countLines = (rows: readonly LiveRow[]): number => rows.reduce((sum, row) => sum + (row.kind === 'line' ? 1 : 0), 0)
