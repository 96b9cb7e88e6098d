import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pino from 'pino'
import { createEmbeddedLogs } from '../../server/backends/logs/embedded.ts'
import { createGitSource } from '../../server/backends/source/git.ts'
import { openSqliteState } from '../../server/backends/state/sqlite.ts'
import { createEmbeddedTraces } from '../../server/backends/traces/embedded.ts'
import type { Announcement } from '../../server/contract/socket.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { openDatabase } from '../../server/records/database.ts'
import { createErrors } from '../../server/records/errors.ts'
import { createExposure } from '../../server/records/exposure.ts'
import { createLive } from '../../server/records/live.ts'
import { createMarks } from '../../server/records/marks.ts'
import { createReleases } from '../../server/records/releases.ts'
import { createWorkspace } from '../../server/records/workspace.ts'
import type { TriageDeps } from '../../server/triage/deps.ts'
import { createTriage } from '../../server/triage/triage.ts'
import type { WatchTimes } from '../../server/triage/watch.ts'

const log = pino({ level: 'silent' })
/** A test does not wait for what settles in seconds. */
const atOnce: WatchTimes = { everyMs: 10, settleMs: 0, traceWaitMs: 0, exposureEveryMs: 0 }

const git = (cwd: string, author: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_AUTHOR_NAME: author,
      GIT_AUTHOR_EMAIL: `${author}@example.com`,
      GIT_COMMITTER_NAME: author,
      GIT_COMMITTER_EMAIL: `${author}@example.com`,
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
  }).trim()

export interface Repository {
  path: string
  /** Writes files on a branch (made from `from` when it is new) and commits them; answers with the commit. */
  commit(branch: string, author: string, subject: string, files: Record<string, string>, from?: string): string
  /** Merges branches onto main beside the branches; answers with the integration commit. */
  integrate(branches: readonly string[]): string
}

const createRepository = (path: string): Repository => {
  mkdirSync(path)
  git(path, 'root', 'init', '-q', '-b', 'main')
  const has = (branch: string): boolean => git(path, 'root', 'branch', '--list', branch) !== ''
  return {
    path,
    commit(branch, author, subject, files, from = 'main') {
      if (has(branch)) git(path, author, 'checkout', '-q', branch)
      else if (branch !== 'main') git(path, author, 'checkout', '-q', '-b', branch, from)
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        writeFileSync(join(path, name), text)
      }
      git(path, author, 'add', '.')
      git(path, author, 'commit', '-q', '-m', subject)
      return git(path, author, 'rev-parse', 'HEAD')
    },
    integrate(branches) {
      git(path, 'culprit', 'checkout', '-q', '--detach', 'main')
      for (const branch of branches) git(path, 'culprit', 'merge', '-q', '--no-ff', '-m', `Merge ${branch}`, branch)
      const commit = git(path, 'culprit', 'rev-parse', 'HEAD')
      // The mirror brings what a reference names.
      git(path, 'culprit', 'branch', '-f', `integrated-${commit.slice(0, 8)}`, commit)
      return commit
    },
  }
}

/** Triage over real stores in a folder of its own. `substitute` replaces single parts, such as a store that fails. */
export const openTriageWorld = async (substitute: (deps: TriageDeps) => Partial<TriageDeps> = () => ({})) => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-triage-'))
  const state = openSqliteState(join(folder, 'state.db'))
  const db = await openDatabase(state)
  const traces = await createEmbeddedTraces({
    path: join(folder, 'traces.db'),
    grpcPort: 0,
    httpPort: 0,
    host: '127.0.0.1',
    log,
    clock: systemClock,
  })
  const logs = await createEmbeddedLogs({ path: join(folder, 'logs.db'), log })
  const source = createGitSource({ folder: join(folder, 'mirrors') })
  const repository = createRepository(join(folder, 'staff'))
  const announced: Announcement[] = []
  const deps: TriageDeps = {
    traces,
    logs,
    source,
    workspace: createWorkspace(db),
    releases: createReleases(db),
    live: createLive(db),
    errors: createErrors(db),
    exposure: createExposure(db),
    marks: createMarks(db),
    announce: (announcement) => announced.push(announcement),
    clock: systemClock,
    log,
  }
  const workspace = createWorkspace(db)
  const releases = createReleases(db)
  const ended = new AbortController()
  const used = { ...deps, ...substitute(deps) }
  const watching: Promise<void>[] = []

  return {
    ...deps,
    workspace,
    segments: traces,
    records: logs,
    repository,
    announced,
    triage: createTriage(used, atOnce),
    /** Starts a further console on the same records, as after a restart. */
    watch(triage = createTriage(used, atOnce)) {
      const stop = new AbortController()
      watching.push(triage.watch(AbortSignal.any([ended.signal, stop.signal])))
      return { triage, stop: () => stop.abort() }
    },
    async addService(name: string) {
      await workspace.saveService({
        name,
        repository: repository.path,
        baseBranch: 'main',
        language: 'node',
        build: { run: 'true', artifact: '.', timeoutMs: 1000 },
        start: { run: 'node server.js' },
        health: { http: '/health', deadlineMs: 1000 },
        managedBy: 'ui',
      })
      await source.refresh(repository.path, AbortSignal.timeout(10_000))
    },
    async addEnvironment(name: string, position: number) {
      await workspace.saveEnvironment({
        name,
        position,
        label: { zh: name, en: name },
        domain: `${name}.localhost`,
        runtime: { kind: 'process' },
        middleware: {},
        instances: 1,
        typedConfirmation: false,
        managedBy: 'ui',
      })
    },
    /** A release that went live at `at`. */
    async release(
      service: string,
      environment: string,
      contents: { commit: string; base: string; branches: { name: string; head: string; commits: number }[] },
      at: number,
    ) {
      const branches = contents.branches.map((branch) => ({ ...branch, author: 'x' }))
      const created = await releases.create({
        service,
        environment,
        branches,
        baseCommit: contents.base,
        config: {},
        configDigest: '',
        createdAt: at,
        createdBy: 'x',
      })
      await releases.integrated(created, { base: contents.base, commit: contents.commit, branches })
      const before = await deps.live.of(service, environment)
      await deps.live.switched({
        service,
        environment,
        number: created.number,
        from: before?.number ?? null,
        kind: 'release',
        deployment: `${created.id}-release`,
        at,
        generation: (before?.generation ?? 0) + 1,
      })
      return created
    },
    async [Symbol.asyncDispose]() {
      ended.abort()
      await Promise.all(watching)
      await traces[Symbol.asyncDispose]()
      await logs[Symbol.asyncDispose]()
      await state[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type TriageWorld = Awaited<ReturnType<typeof openTriageWorld>>
