import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createProcessRuntime, stopInstances } from '../../server/backends/runtime/process.ts'
import { shellCommand } from '../../server/backends/runtime/shell-command.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { runtimeConformance } from './runtime-conformance.ts'

const limit = (): AbortSignal => AbortSignal.timeout(20_000)

const open = async () => {
  const folder = await tempFolder()
  const instances = join(folder.path, 'instances')
  const artifact = join(folder.path, 'artifact')
  await mkdir(artifact)
  await promisify(execFile)('mkfifo', [join(artifact, 'gate')])
  return {
    instances,
    artifact,
    runtime: createProcessRuntime({ folder: instances }),
    again: () => createProcessRuntime({ folder: instances }),
    async [Symbol.asyncDispose]() {
      await stopInstances(instances, 100)
      await folder[Symbol.asyncDispose]()
    },
  }
}

runtimeConformance('process', open)

describe('process', () => {
  const spec = (artifact: string, run: string) => ({
    name: 'staff-test-r1-1',
    ...{ service: 'staff', environment: 'test', release: 'staff/test#1', deployment: 'd1' },
    ...{ artifact, run, variables: { TOKEN: 'very-secret' } },
  })
  const stateOf = (instances: string): string => join(instances, 'staff-test-r1-1', 'instance.json')

  test('outlives the console that started it, killed by SIGKILL right after', async () => {
    await using at = await open()
    const program = `
      import { createProcessRuntime } from ${JSON.stringify(new URL('../../server/backends/runtime/process.ts', import.meta.url).href)}
      const runtime = createProcessRuntime({ folder: ${JSON.stringify(at.instances)} })
      await runtime.start(${JSON.stringify(spec(at.artifact, 'read line < gate; exit 5'))}, AbortSignal.timeout(5000))
      process.kill(process.pid, 'SIGKILL')`
    const first = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' })
    expect(await once(first, 'exit')).toEqual([null, 'SIGKILL'])
    const second = at.again()
    expect(await second.list(limit())).toMatchObject([{ state: 'running', exitCode: null }])
    await writeFile(join(at.artifact, 'gate'), 'go\n')
    await expect.poll(() => second.inspect('staff-test-r1-1', limit())).toMatchObject({ state: 'exited', exitCode: 5 })
  })

  test('adopts a process whose console was killed before it could write the pid down', async () => {
    await using at = await open()
    const { pid } = await at.runtime.start(spec(at.artifact, 'sleep 60'), limit())
    const state = JSON.parse(await readFile(stateOf(at.instances), 'utf8'))
    await writeFile(stateOf(at.instances), JSON.stringify({ ...state, process: null }))
    expect(await at.again().start(spec(at.artifact, 'sleep 60'), limit())).toMatchObject({ pid, state: 'running' })
  })

  test('starts what a console only intended to start when it was killed', async () => {
    await using at = await open()
    await at.runtime.start(spec(at.artifact, 'sleep 60'), limit())
    await at.runtime.stop('staff-test-r1-1', 1000, limit())
    const state = JSON.parse(await readFile(stateOf(at.instances), 'utf8'))
    await writeFile(stateOf(at.instances), JSON.stringify({ ...state, process: null }))
    expect(await at.again().inspect('staff-test-r1-1', limit())).toMatchObject({ state: 'exited', pid: 0 })
    expect(await at.again().start(spec(at.artifact, 'sleep 60'), limit())).toMatchObject({ state: 'running' })
  })

  test('never takes a process that was given the same pid for its own', async () => {
    await using at = await open()
    await at.runtime.start(spec(at.artifact, 'true'), limit())
    await expect.poll(() => at.runtime.inspect('staff-test-r1-1', limit())).toMatchObject({ state: 'exited' })
    const stranger = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    await once(stranger, 'spawn')
    const state = JSON.parse(await readFile(stateOf(at.instances), 'utf8'))
    await writeFile(stateOf(at.instances), JSON.stringify({ ...state, process: { ...state.process, pid: stranger.pid } }))
    const other = at.again()
    expect(await other.inspect('staff-test-r1-1', limit())).toMatchObject({ state: 'exited', exitCode: 0 })
    await other.stop('staff-test-r1-1', 100, limit())
    await other.remove('staff-test-r1-1', limit())
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
    stranger.kill()
    await once(stranger, 'exit')
  })

  test('says nothing among the output of a program that it stops', async () => {
    await using at = await open()
    await writeFile(join(at.artifact, 'app'), '#!/bin/sh\necho up\nexec sleep 60\n', { mode: 0o755 })
    await at.runtime.start(spec(at.artifact, './app'), limit())
    await expect.poll(() => at.runtime.tail('staff-test-r1-1', 10, limit())).toEqual(['up'])
    await at.runtime.stop('staff-test-r1-1', 5000, limit())
    expect(await at.runtime.tail('staff-test-r1-1', 10, limit())).toEqual(['up'])
    expect(await at.runtime.inspect('staff-test-r1-1', limit())).toMatchObject({ state: 'exited', exitCode: 143 })
  })

  test('shows what there is of an instance that never came to print', async () => {
    await using at = await open()
    await at.runtime.start(spec(at.artifact, 'sleep 60'), limit())
    expect(await at.runtime.tail('staff-test-r1-1', 10, limit())).toEqual([])
    await at.runtime.stop('staff-test-r1-1', 5000, limit())
    expect(await at.runtime.inspect('staff-test-r1-1', limit())).toMatchObject({ state: 'exited', exitCode: 143 })
  })

  test.each([
    ['java -jar app.jar --port "$PORT"', true],
    ['./bin/app', true],
    ['npm start', true],
    ['cd lib && node app.js', false],
    ['cd lib', false],
    ['NODE_ENV=production node app.js', false],
    ['node app.js > log', false],
    ['"my program" x', false],
    ['exec node app.js', false],
    ['node a.js\nnode b.js', false],
  ])('lets the program of %j take the place of the shell: %s', (run, plain) => {
    expect(shellCommand(run)).toBe(plain ? `exec ${run}` : `trap : HUP INT TERM\n${run}`)
  })

  test('shows the other instances when the file of one is damaged', async () => {
    await using at = await open()
    await at.runtime.start(spec(at.artifact, 'sleep 60'), limit())
    const damaged = join(at.instances, 'other-test-r1-1')
    await mkdir(damaged)
    await writeFile(join(damaged, 'instance.json'), '{"name":')
    expect(await at.again().list(limit())).toMatchObject([{ name: 'staff-test-r1-1' }])
  })

  test('gives space back to the disk, and keeps no variable in its files', async () => {
    await using at = await open()
    await at.runtime.start(spec(at.artifact, 'yes 0123456789 | head -c 40000000'), limit())
    for await (const _ of at.runtime.output('staff-test-r1-1', { stdout: 0, stderr: 0 }, limit()));
    const file = join(at.instances, 'staff-test-r1-1', 'stdout')
    const before = (await stat(file)).blocks
    await at.runtime.outputStored('staff-test-r1-1', { stdout: 40_000_000, stderr: 0 })
    expect((await stat(file)).blocks).toBeLessThan(before / 10)
    expect((await stat(file)).size).toBe(40_000_000)
    expect(await readFile(stateOf(at.instances), 'utf8')).not.toContain('very-secret')
  })

  test('stopInstances ends everything that it finds and names it', async () => {
    await using at = await open()
    const names = ['a-test-r1-1', 'b-test-r1-1']
    for (const name of names) await at.runtime.start({ ...spec(at.artifact, 'sleep 60'), name }, limit())
    expect(await stopInstances(at.instances, 1000)).toEqual(names)
    expect(await stopInstances(at.instances, 1000)).toEqual([])
    expect((await at.again().list(limit())).map(({ state }) => state)).toEqual(['exited', 'exited'])
  })
})
