import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createGitSource } from '../../server/backends/source/git.ts'
import type { Source } from '../../server/backends/source/port.ts'
import { repositoryPlans } from '../../server/sample/plans/repositories.ts'
import { makeRepository, repositoryPath } from '../../server/sample/repository.ts'

const nodeModules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const limit = (): AbortSignal => AbortSignal.timeout(30_000)

export interface SampleRepositories extends AsyncDisposable {
  folder: string
  source: Source
  /** Path of the bare repository of a service. */
  of(service: string): string
}

/** The sample's repositories in a folder of their own, behind the real source backend. */
export const sampleRepositories = async (): Promise<SampleRepositories> => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-sample-'))
  for (const plan of repositoryPlans) await makeRepository(plan, folder, Date.now(), limit())
  return {
    folder,
    source: createGitSource({ folder: join(folder, 'mirrors') }),
    of: (service) => repositoryPath(folder, service),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Merges branches onto main, one after the other, and returns the commit; fails the test where two clash. */
export const integrate = async ({ source, of }: SampleRepositories, service: string, branches: readonly string[]): Promise<string> => {
  await source.refresh(of(service), limit())
  const heads = new Map((await source.branches(of(service), limit())).map(({ name, head }) => [name, head]))
  let commit = heads.get('main') ?? ''
  for (const branch of branches) {
    const theirs = heads.get(branch) ?? ''
    const [outcome] = await source.mergeTrees(of(service), [{ ours: commit, theirs }], limit())
    if (!outcome?.clean) throw new Error(`${branch} does not merge onto the branches before it`)
    commit = await source.commitTree(of(service), { tree: outcome.tree, parents: [commit, theirs], message: branch, ref: null }, limit())
  }
  return commit
}

export interface RunningService extends AsyncDisposable {
  port: number
  /** What it printed so far. */
  output(): string
  ask(path: string): Promise<{ status: number; body: string }>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

const ask = async (port: number, path: string): Promise<{ status: number; body: string }> => {
  const [response] = await once(get({ host: '127.0.0.1', port, path, agent: false }), 'response')
  return { status: response.statusCode, body: await text(response) }
}

const spawnNode = (args: string[], cwd: string, env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, args, { cwd, env: { NODE_PATH: nodeModules, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })

/** Builds a service from its branches and runs the artifact, as the pipeline does. */
export const runService = async (
  repositories: SampleRepositories,
  service: string,
  branches: readonly string[],
  variables: Record<string, string>,
): Promise<RunningService> => {
  const commit = await integrate(repositories, service, branches)
  const folder = join(repositories.folder, `${service}-${commit.slice(0, 10)}`)
  await mkdir(folder)
  await repositories.source.materialise(repositories.of(service), commit, folder, limit())
  const build = spawnNode(['build.js'], folder, {})
  build.stdout?.resume()
  const [buildCode] = await once(build, 'close')
  if (buildCode !== 0) throw new Error(`The build of ${service} ended with ${buildCode}`)

  const name = `${service}-test-r1-1`
  const env = { PORT: '0', SW_AGENT_NAME: service, SW_AGENT_INSTANCE_NAME: name, DATABASE_FOLDER: join(folder, 'data'), ...variables }
  const child = spawnNode(['--max-old-space-size=64', 'src/server.js'], join(folder, 'dist'), env)
  const closed = once(child, 'close')
  let output = ''
  const port = await new Promise<number>((resolve, reject) => {
    child.on('close', (code) => reject(new Error(`${service} ended with ${code}: ${output}`)))
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      const match = /listening on port (\d+)/.exec(output)
      if (match) resolve(Number(match[1]))
    })
  })
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM')
    const [code] = await closed
    return code
  }
  return {
    port,
    output: () => output,
    ask: (path) => ask(port, path),
    stop,
    async [Symbol.asyncDispose]() {
      await stop()
    },
  }
}
