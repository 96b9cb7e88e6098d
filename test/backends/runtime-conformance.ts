import { open as openFile, stat } from 'node:fs/promises'
import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { InstanceSpec, OutputChunk, Runtime } from '../../server/backends/runtime/port.ts'

export interface RuntimeSubject extends AsyncDisposable {
  runtime: Runtime
  /** Another console's view of the same instances. */
  again(): Runtime
  /** Folder that serves as artifact. */
  artifact: string
}

const limit = (): AbortSignal => AbortSignal.timeout(25_000)
const start = { stdout: 0, stderr: 0 }
const server = `node -e "require('http').createServer((q,r)=>r.end(process.env.RELEASE)).listen(process.env.PORT,'127.0.0.1',()=>console.log('up'))"`

const gather = async (chunks: AsyncIterable<OutputChunk>): Promise<{ stdout: string; stderr: string; end: number }> => {
  const found = { stdout: '', stderr: '', end: 0 }
  for await (const { stream, offset, bytes } of chunks) {
    found[stream] += Buffer.from(bytes).toString()
    if (stream === 'stdout') {
      expect(offset).toBeGreaterThanOrEqual(found.end)
      found.end = offset + bytes.length
    }
  }
  return found
}

/** What every runtime promises. Commands are of a plain shell; all that is started is stopped by the subject. */
export const runtimeConformance = (name: string, open: () => Promise<RuntimeSubject>): void => {
  describe(`runtime: ${name}`, () => {
    const bench = async () => {
      const subject = await open()
      const spec = (run: string, change: Partial<InstanceSpec> = {}): InstanceSpec => ({
        name: 'staff-test-r1-1',
        service: 'staff',
        environment: 'test',
        release: 'staff/test#1',
        deployment: 'd1',
        artifact: subject.artifact,
        run,
        variables: { RELEASE: 'staff/test#1' },
        ...change,
      })
      const exited = async (runtime: Runtime, instance = 'staff-test-r1-1') => {
        await gather(runtime.output(instance, start, limit()))
        return runtime.inspect(instance, limit())
      }
      return { subject, runtime: subject.runtime, spec, exited, [Symbol.asyncDispose]: () => subject[Symbol.asyncDispose]() }
    }

    test('starts a process that answers on the port it was given', async () => {
      await using at = await bench()
      const instance = await at.runtime.start(at.spec(server), limit())
      expect(instance).toMatchObject({ name: 'staff-test-r1-1', deployment: 'd1', state: 'running', exitCode: null })
      await firstChunk(at.runtime, instance.name)
      expect(await fetchText(instance.port)).toBe('staff/test#1')
    })

    test('finds the first instance when the same name is started twice, also at once', async () => {
      await using at = await bench()
      const [one, two] = await Promise.all([at.runtime.start(at.spec('sleep 60'), limit()), at.runtime.start(at.spec('sleep 60'), limit())])
      expect(two).toEqual(one)
      expect(await at.subject.again().start(at.spec('sleep 60'), limit())).toMatchObject({ pid: one.pid, port: one.port })
      expect(await at.runtime.list(limit())).toHaveLength(1)
    })

    test('is found by another console with all it printed, its end and its exit code', async () => {
      await using at = await bench()
      await at.runtime.start(at.spec('echo before; read line < gate; echo after; exit 9'), limit())
      const other = at.subject.again()
      expect(await other.list(limit())).toMatchObject([{ name: 'staff-test-r1-1', state: 'running' }])
      await openGate(at.subject.artifact)
      const output = await gather(other.output('staff-test-r1-1', start, limit()))
      expect(output.stdout).toBe('before\nafter\n')
      expect(await other.inspect('staff-test-r1-1', limit())).toMatchObject({ state: 'exited', exitCode: 9 })
    })

    test('gives the process its variables as they are and none of the console’s', async () => {
      await using at = await bench()
      const odd = `a'b"c $(id) \`id\` ; x\n二`
      process.env.CULPRIT_SECRET_OF_THE_CONSOLE = 'x'
      await at.runtime.start(
        at.spec('printf "%s" "$ODD"; echo "[$CULPRIT_SECRET_OF_THE_CONSOLE]" >&2', { variables: { ODD: odd } }),
        limit(),
      )
      const output = await gather(at.runtime.output('staff-test-r1-1', start, limit()))
      expect(output).toMatchObject({ stdout: odd, stderr: '[]\n' })
    })

    test('waits for a process that ends in its own time', async () => {
      await using at = await bench()
      const run = `node -e "process.on('SIGTERM',()=>setTimeout(()=>{console.log('drained');process.exit(4)},200));console.log('up');setInterval(()=>{},1000)"; exit $?`
      await at.runtime.start(at.spec(run), limit())
      await firstChunk(at.runtime, 'staff-test-r1-1')
      await at.runtime.stop('staff-test-r1-1', 10_000, limit())
      expect(await at.runtime.inspect('staff-test-r1-1', limit())).toMatchObject({ state: 'exited', exitCode: 4 })
      expect(await at.runtime.tail('staff-test-r1-1', 10, limit())).toEqual(['up', 'drained'])
    })

    test('kills a process that ignores SIGTERM, with its children, after the grace', async () => {
      await using at = await bench()
      await at.runtime.start(at.spec('trap "" TERM; (trap "" TERM; echo $$; sleep 600) & while :; do sleep 0.1; done'), limit())
      await firstChunk(at.runtime, 'staff-test-r1-1')
      const since = performance.now()
      await at.runtime.stop('staff-test-r1-1', 300, limit())
      expect(performance.now() - since).toBeGreaterThan(290)
      expect(await at.runtime.inspect('staff-test-r1-1', limit())).toMatchObject({ state: 'exited', exitCode: 137 })
      await at.runtime.stop('staff-test-r1-1', 300, limit())
      await at.runtime.stop('never-test-r1-1', 300, limit())
    })

    test('follows the output from any position, as it comes, and ends when the reader leaves', async () => {
      await using at = await bench()
      await at.runtime.start(at.spec('echo one; echo two; read line < gate; echo three; sleep 60'), limit())
      await expect.poll(() => at.runtime.tail('staff-test-r1-1', 10, limit())).toEqual(['one', 'two'])
      const stop = new AbortController()
      const chunks = at.runtime.output('staff-test-r1-1', { stdout: 4, stderr: 0 }, AbortSignal.any([stop.signal, limit()]))
      let seen = ''
      for await (const chunk of chunks) {
        seen += Buffer.from(chunk.bytes).toString()
        if (seen === 'two\n') await openGate(at.subject.artifact)
        if (seen === 'two\nthree\n') stop.abort()
      }
      expect(seen).toBe('two\nthree\n')
    })

    test('delivers a line of 10 MB and bytes of any kind whole, in chunks that are bounded', async () => {
      await using at = await bench()
      await at.runtime.start(at.spec('head -c 10000000 /dev/zero | tr "\\0" x; printf "\\n\\377\\000\\033[31m"'), limit())
      let bytes = 0
      let last = Buffer.alloc(0)
      for await (const chunk of at.runtime.output('staff-test-r1-1', start, limit())) {
        expect(chunk.bytes.length).toBeLessThanOrEqual(256 * 1024)
        bytes += chunk.bytes.length
        last = Buffer.concat([last, chunk.bytes]).subarray(-8)
      }
      expect(bytes).toBe(10_000_008)
      expect([...last.subarray(1)]).toEqual([255, 0, 27, 91, 51, 49, 109])
    })

    test('never lets the process wait for a reader that does not read', async () => {
      await using at = await bench()
      await at.runtime.start(at.spec('yes 0123456789 | head -c 20000000; echo done >&2'), limit())
      const stalled = at.runtime.output('staff-test-r1-1', start, limit())[Symbol.asyncIterator]()
      await stalled.next()
      await expect.poll(async () => (await at.runtime.inspect('staff-test-r1-1', limit()))?.state, { timeout: 15_000 }).toBe('exited')
      await stalled.return?.(undefined)
    })

    test('shows how an instance ended that crashes at once', async () => {
      await using at = await bench()
      await at.runtime.start(at.spec('echo fine; echo "Error: no such bean" >&2; exit 1'), limit())
      expect(await at.exited(at.runtime)).toMatchObject({ state: 'exited', exitCode: 1 })
      expect(await at.runtime.tail('staff-test-r1-1', 50, limit())).toEqual(['fine', 'Error: no such bean'])
      expect(await at.runtime.tail('staff-test-r1-1', 1, limit())).toEqual(['Error: no such bean'])
    })

    test('starts an instance again that has exited, and its output goes on', async () => {
      await using at = await bench()
      await at.runtime.start(at.spec('echo one'), limit())
      await at.exited(at.runtime)
      await at.runtime.start(at.spec('echo two; exit 3'), limit())
      expect(await at.exited(at.runtime)).toMatchObject({ exitCode: 3 })
      expect((await gather(at.runtime.output('staff-test-r1-1', { stdout: 4, stderr: 0 }, limit()))).stdout).toBe('two\n')
    })

    test('forgets a stopped instance, and refuses to forget one that runs', async () => {
      await using at = await bench()
      await at.runtime.start(at.spec('sleep 60'), limit())
      await expect(at.runtime.remove('staff-test-r1-1', limit())).rejects.toMatchObject({ code: 'conflict' })
      await at.runtime.stop('staff-test-r1-1', 1000, limit())
      await at.runtime.remove('staff-test-r1-1', limit())
      expect(await at.runtime.inspect('staff-test-r1-1', limit())).toBeNull()
      expect(await at.runtime.list(limit())).toEqual([])
      await at.runtime.remove('staff-test-r1-1', limit())
    })

    test('gives instances that are started at once a port each', async () => {
      await using at = await bench()
      const names = Array.from({ length: 5 }, (_, index) => `staff-test-r1-${index + 1}`)
      const instances = await Promise.all(names.map((name) => at.runtime.start(at.spec('sleep 60', { name }), limit())))
      expect(new Set(instances.map(({ port }) => port)).size).toBe(5)
      expect((await at.runtime.list(limit())).map(({ name }) => name)).toEqual(names)
    })

    test('keeps following after stored output was given back to the disk', async () => {
      await using at = await bench()
      await at.runtime.start(at.spec('yes 0123456789 | head -c 22000000; read line < gate; echo; echo last'), limit())
      const half = 20_000_000
      let end = 0
      for await (const chunk of at.runtime.output('staff-test-r1-1', start, limit())) {
        end = chunk.offset + chunk.bytes.length
        if (end !== 22_000_000) continue
        await at.runtime.outputStored('staff-test-r1-1', { stdout: half, stderr: 0 })
        await openGate(at.subject.artifact)
      }
      expect(end).toBe(22_000_006)
      expect(await at.runtime.tail('staff-test-r1-1', 1, limit())).toEqual(['last'])
      const { stdout } = await gather(at.runtime.output('staff-test-r1-1', { stdout: 21_999_990, stderr: 0 }, limit()))
      expect(stdout.endsWith('\nlast\n')).toBe(true)
      // What a late reader still finds of the past is output, not a hole.
      for await (const { bytes } of at.subject.again().output('staff-test-r1-1', start, limit())) expect(bytes.includes(0)).toBe(false)
    })

    test.each(['../evil', '', 'A', 'a/b', '.', 'a\0b', 'x'.repeat(101)])('refuses %j as a name', async (name) => {
      await using at = await bench()
      await expect(at.runtime.start(at.spec('true', { name }), limit())).rejects.toMatchObject({ code: 'bad_request' })
    })

    test('says that the artifact is gone', async () => {
      await using at = await bench()
      const spec = at.spec('true', { artifact: `${at.subject.artifact}/gone` })
      await expect(at.runtime.start(spec, limit())).rejects.toMatchObject({ code: 'artifact_gone' })
      expect(await at.runtime.list(limit())).toEqual([])
    })
  })
}

const firstChunk = async (runtime: Runtime, name: string): Promise<void> => {
  for await (const _ of runtime.output(name, start, limit())) return
}

const fetchText = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent: false }, (response) => resolve(text(response))).on('error', reject)
  })

/** The subject's artifact holds a named pipe; a command that reads it goes on when this resolves. */
const openGate = async (artifact: string): Promise<void> => {
  expect((await stat(`${artifact}/gate`)).isFIFO()).toBe(true)
  await using gate = await openFile(`${artifact}/gate`, 'w')
  await gate.write('go\n')
}
