import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BuildOutcome } from '../backends/builder/port.ts'
import { showFact } from './progress.ts'
import { done, failed, type Run, type StageOutcome, type Workshop } from './run.ts'
import type { Slots } from './slots.ts'

type Deps = Pick<Workshop, 'source' | 'builder' | 'releases' | 'folders' | 'announce'> & { slots: Slots }

const toOutcome = (outcome: BuildOutcome, run: Run): StageOutcome => {
  if (outcome.ok) return done('built', { digest: outcome.digest.slice(0, 19), bytes: outcome.bytes })
  const { timeoutMs, artifact, run: command } = run.service.build
  const { exitCode, tail } = outcome
  const facts = {
    exit: { code: 'build_failed', params: { exitCode: exitCode ?? '' } },
    timeout: { code: 'build_timeout', params: { seconds: Math.round(timeoutMs / 1000) } },
    cannot_start: { code: 'build_cannot_start', params: { command } },
    no_artifact: { code: 'no_artifact', params: { path: artifact } },
    cancelled: { code: 'cancelled', params: {} },
    out_of_space: { code: 'out_of_space', params: {} },
  }
  const { code, params } = facts[outcome.reason]
  return failed(code, params, exitCode, tail.slice(-50))
}

/** build: a fresh artifact for this environment and this click, made in a folder of its own. */
export const build = async (deps: Deps, run: Run): Promise<StageOutcome> => {
  const { deployment, service, environment, release } = run
  if (release.integrationCommit === null) return failed('internal')
  if (deps.slots.free === 0) showFact(deps, deployment, 'build', { code: 'waiting_for_builder', params: {} })
  using slot = await deps.slots.take(run.signal)
  if (slot === null) return failed('cancelled')
  showFact(deps, deployment, 'build', null)

  const folder = deps.folders.build(deployment.id)
  const into = deps.folders.artifact(service.name, environment.name, release.number)
  await mkdir(folder, { recursive: true })
  await mkdir(dirname(into), { recursive: true })
  await deps.source.materialise(service.repository, release.integrationCommit, folder, run.signal)
  run.output.print('culprit', `$ ${service.build.run}`)
  const outcome = await deps.builder.build(
    {
      deployment: deployment.id,
      folder,
      run: service.build.run,
      artifact: service.build.artifact,
      into,
      environment: {
        ...release.config,
        CULPRIT_ENVIRONMENT: environment.name,
        CULPRIT_RELEASE: release.id,
      },
      timeoutMs: service.build.timeoutMs,
    },
    (line) => run.output.print('build', line),
    run.signal,
  )
  if (outcome.ok) {
    const artifact = { digest: outcome.digest, bytes: outcome.bytes }
    await deps.releases.built(release, artifact)
    Object.assign(release, { artifact, state: 'ready' })
  }
  await deps.folders.removeBuild(deployment.id)
  return toOutcome(outcome, run)
}
