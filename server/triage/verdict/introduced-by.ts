import type { Fact } from '#contract/shared.ts'
import type { Aftermath, Verdict } from '#contract/triage.ts'
import { enoughRequests, fewestRequests } from './constants.ts'

/** One release of the service in the environment. `requests` are those where the error can happen. */
export interface ReleaseSeen {
  id: string
  number: number
  errors: number
  requests: number
  /** The release whose traffic it took over at first; null where there was none. */
  replaced: number | null
}

/** The line of an own frame, as blame knows it at the release where the error began. */
export interface BlamedLine {
  path: string
  line: number
  commit: string
  author: string
  authoredAt: number
  subject: string
  /** Branch of the release that brought it; null for the base. */
  branch: string | null
  /** The release has the commit and the one before it has not. */
  isNew: boolean
}

export interface Elsewhere {
  environment: string
  errors: number
  requests: number
  /** Branches that releases with requests there held. */
  branches: readonly string[]
}

export interface VerdictInputs {
  environment: string
  /** In deployment order, the oldest known one first; those without requests and errors are left out. */
  releases: readonly ReleaseSeen[]
  live: number | null
  /** Events whose release is not certain. */
  uncertain: number
  /** Requests that the first release with the error answered in the minutes before its first occurrence. */
  cleanFirst: number
  /** Own frames of the newest event, nearest to the failure first. */
  blamed: readonly BlamedLine[]
  /** Why blame could not be asked. */
  blameMissing: Fact | null
  elsewhere: readonly Elsewhere[]
  aftermath: Pick<Aftermath, 'outcome' | 'to' | 'requestsSince' | 'errorsSince'> | null
}

/** The first release in deployment order under which the error was seen, and the one that it replaced. */
export const onsetOf = (releases: readonly ReleaseSeen[]): { onset: ReleaseSeen; before: ReleaseSeen | null } | null => {
  const at = releases.findIndex(({ errors }) => errors > 0)
  const onset = releases[at]
  if (onset === undefined) return null
  return { onset, before: releases.find(({ number }) => number === onset.replaced) ?? releases[at - 1] ?? null }
}

const lineFact = (code: string, line: BlamedLine): Fact => ({
  code,
  params: {
    path: line.path,
    line: line.line,
    commit: line.commit,
    author: line.author,
    authoredAt: line.authoredAt,
    subject: line.subject,
    branch: line.branch ?? '',
  },
})

/** What blame says of the nearest frames: the first line that is new with the release, and the older ones nearer to the failure. */
const readBlame = (blamed: readonly BlamedLine[]): { added: BlamedLine | null; older: readonly BlamedLine[] } => {
  const at = blamed.findIndex(({ isNew }) => isNew)
  return { added: blamed[at] ?? null, older: at === -1 ? blamed.slice(0, 1) : blamed.slice(0, Math.min(at, 1)) }
}

const aboutElsewhere = (elsewhere: readonly Elsewhere[], branch: string | null): { for: Fact[]; against: Fact[] } => {
  const facts: { for: Fact[]; against: Fact[] } = { for: [], against: [] }
  for (const { environment, errors, requests, branches } of elsewhere) {
    const has = branch !== null && branches.includes(branch)
    const params = { environment, errors, requests, branch: branch ?? '' }
    if (errors > 0 && has) facts.for.push({ code: 'verdict.seen_elsewhere_with_branch', params })
    else if (errors > 0) facts.against.push({ code: 'verdict.seen_elsewhere', params })
    else if (has && requests >= fewestRequests) facts.against.push({ code: 'verdict.clean_elsewhere', params })
  }
  return facts
}

const aboutRollback = (aftermath: VerdictInputs['aftermath']): { for: Fact[]; against: Fact[] } => {
  if (aftermath === null) return { for: [], against: [] }
  const params = { release: aftermath.to, requests: aftermath.requestsSince, errors: aftermath.errorsSince }
  if (aftermath.outcome === 'stopped') return { for: [{ code: 'verdict.stopped_after_rollback', params }], against: [] }
  if (aftermath.outcome === 'did_not_stop') return { for: [], against: [{ code: 'verdict.did_not_stop_after_rollback', params }] }
  return { for: [], against: [] }
}

const blank = (environment: string): Verdict => ({
  kind: 'not_known',
  environment,
  release: null,
  branch: null,
  commit: null,
  for: [],
  against: [],
  missing: [],
  rollbackTo: null,
})

/** Going back helps while the error is live, or may be: the live release has shown it. */
const rollbackTarget = ({ releases, live }: VerdictInputs, before: ReleaseSeen): number | null => {
  const now = releases.find(({ number }) => number === live)
  return now !== undefined && now.errors > 0 && now.number !== before.number ? before.number : null
}

const seenFact = (code: string, { id, errors, requests }: ReleaseSeen): Fact => ({ code, params: { release: id, errors, requests } })

/** The release is named when the one before it was asked often enough to have shown the error, and did not. */
const introduced = (inputs: VerdictInputs, onset: ReleaseSeen, before: ReleaseSeen): Verdict => {
  const { added, older } = readBlame(inputs.blamed)
  const elsewhere = aboutElsewhere(inputs.elsewhere, added?.branch ?? null)
  const rollback = aboutRollback(inputs.aftermath)
  const needed = enoughRequests(onset.errors, onset.requests)
  const verdict = blank(inputs.environment)
  verdict.for.push(seenFact('verdict.first_seen_under', onset), {
    code: 'verdict.absent_before',
    params: { release: before.id, requests: before.requests, needed },
  })
  if (added !== null) verdict.for.push(lineFact(added.branch === null ? 'verdict.line_from_base' : 'verdict.line_added', added))
  verdict.for.push(...elsewhere.for, ...rollback.for)
  verdict.against.push(...older.map((line) => lineFact('verdict.line_older', line)), ...elsewhere.against, ...rollback.against)
  if (inputs.cleanFirst >= fewestRequests) {
    verdict.against.push({ code: 'verdict.first_requests_succeeded', params: { release: onset.id, requests: inputs.cleanFirst } })
  }
  if (inputs.blameMissing !== null) verdict.missing.push(inputs.blameMissing)
  else if (added === null) verdict.missing.push({ code: 'verdict.no_line_of_the_release', params: { release: onset.id } })
  return {
    ...verdict,
    kind: 'introduced_by',
    release: onset.id,
    branch: added?.branch ?? null,
    commit: added === null ? null : { id: added.commit, author: added.author, authoredAt: added.authoredAt, subject: added.subject },
    rollbackTo: rollbackTarget(inputs, before),
  }
}

const notExercised = (inputs: VerdictInputs, onset: ReleaseSeen, before: ReleaseSeen, needed: number): Verdict => {
  const { added } = readBlame(inputs.blamed)
  const verdict = blank(inputs.environment)
  verdict.for.push(seenFact('verdict.first_seen_under', onset))
  if (added !== null) verdict.for.push(lineFact(added.branch === null ? 'verdict.line_from_base' : 'verdict.line_added', added))
  verdict.missing.push({
    code: 'verdict.not_exercised_before',
    params: { release: before.id, requests: before.requests, needed, more: needed - before.requests },
  })
  return verdict
}

/** The oldest release that is known has the error: older than the history, or there is no history. */
const sinceTheBeginning = (inputs: VerdictInputs, onset: ReleaseSeen): Verdict => {
  const verdict = blank(inputs.environment)
  verdict.for.push(seenFact('verdict.seen_under_oldest', onset))
  if (inputs.releases.length > 1) return { ...verdict, kind: 'pre_existing' }
  const { added } = readBlame(inputs.blamed)
  if (added !== null) verdict.for.push(lineFact('verdict.line_added', added))
  verdict.missing.push({ code: 'verdict.no_history', params: { release: onset.id } })
  return verdict
}

/** Who broke it, and what the statement rests on. Pure: the records are gathered by `inputs.ts`. */
export const introducedBy = (inputs: VerdictInputs): Verdict => {
  const found = onsetOf(inputs.releases)
  if (found === null) {
    const verdict = blank(inputs.environment)
    const code = inputs.uncertain > 0 ? 'verdict.release_uncertain' : 'verdict.not_seen_here'
    verdict.missing.push({ code, params: { events: inputs.uncertain, environment: inputs.environment } })
    return verdict
  }
  const { onset, before } = found
  const needed = enoughRequests(onset.errors, onset.requests)
  const verdict =
    before === null
      ? sinceTheBeginning(inputs, onset)
      : before.requests < needed
        ? notExercised(inputs, onset, before, needed)
        : introduced(inputs, onset, before)
  if (inputs.uncertain > 0) {
    verdict.missing.push({ code: 'verdict.release_uncertain', params: { events: inputs.uncertain, environment: inputs.environment } })
  }
  return verdict
}
