import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Builder, BuildRequest } from '../../server/backends/builder/port.ts'
import { tempFolder } from '../support/temp-folder.ts'

const never = new AbortController().signal

/** What every builder promises, for commands of a plain shell. */
export const builderConformance = (name: string, create: () => Builder): void => {
  describe(`builder: ${name}`, () => {
    const open = async () => {
      const folder = await tempFolder()
      const source = join(folder.path, 'source')
      await mkdir(source)
      const lines: string[] = []
      const build = (request: Partial<BuildRequest>, signal: AbortSignal = never, print = (line: string): unknown => lines.push(line)) =>
        create().build(
          {
            deployment: 'd1',
            folder: source,
            run: 'true',
            artifact: 'out',
            into: join(folder.path, 'artifact'),
            environment: {},
            timeoutMs: 20_000,
            ...request,
          },
          print,
          signal,
        )
      const put = async (path: string, content: string): Promise<void> => {
        await mkdir(dirname(join(source, path)), { recursive: true })
        await writeFile(join(source, path), content)
      }
      return { folder, source, into: join(folder.path, 'artifact'), lines, build, put, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] }
    }

    test('prints what the command prints, line by line, and keeps the artifact', async () => {
      await using bench = await open()
      const outcome = await bench.build({
        run: 'echo one; printf "two\\r\\nthree"; echo oops >&2; mkdir -p out/lib; echo app > out/lib/app.js',
      })
      expect(outcome).toMatchObject({ ok: true, bytes: 4, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })
      expect(bench.lines.toSorted()).toEqual(['one', 'oops', 'three', 'two'])
      expect(await readFile(join(bench.into, 'lib/app.js'), 'utf8')).toBe('app\n')
    })

    test('keeps a single file as artifact', async () => {
      await using bench = await open()
      expect(await bench.build({ run: 'mkdir target; echo jar > target/app.jar', artifact: 'target/app.jar' })).toMatchObject({ ok: true })
      expect(await readdir(bench.into)).toEqual(['app.jar'])
    })

    test('gives equal contents an equal digest, and others another', async () => {
      const digest = async (run: string): Promise<string> => {
        await using bench = await open()
        const outcome = await bench.build({ run })
        return outcome.ok ? outcome.digest : outcome.reason
      }
      const one = await digest('mkdir out; echo a > out/a; echo b > out/b')
      expect(await digest('mkdir out; echo b > out/b; sleep 0.01; echo a > out/a; umask 077')).toBe(one)
      expect(await digest('mkdir out; echo a > out/b; echo b > out/a')).not.toBe(one)
      expect(await digest('mkdir out; echo a > out/a; echo b > out/b; chmod +x out/b')).not.toBe(one)
    })

    test('reports the exit code and the last lines of a build that fails', async () => {
      await using bench = await open()
      const outcome = await bench.build({ run: 'seq 1 80; exit 7' })
      expect(outcome).toMatchObject({ ok: false, reason: 'exit', exitCode: 7 })
      if (!outcome.ok) expect(outcome.tail).toEqual(Array.from({ length: 50 }, (_, index) => String(index + 31)))
      expect(bench.lines).toHaveLength(80)
    })

    test('gives the command the environment it was given and nothing of ours', async () => {
      await using bench = await open()
      await bench.build({ run: 'env; mkdir out', environment: { RELEASE: 'a/b#1', QUOTED: `'"$(id)` } })
      expect(bench.lines).toContain('RELEASE=a/b#1')
      expect(bench.lines).toContain(`QUOTED='"$(id)`)
      const names = bench.lines.map((line) => line.split('=')[0])
      expect(
        names.filter((name) => !['RELEASE', 'QUOTED', 'PATH', 'HOME', 'LANG', 'PWD', 'SHLVL', 'OLDPWD', '_'].includes(name ?? '')),
      ).toEqual([])
    })

    test('ends a build that hangs, with everything it started', async () => {
      await using bench = await open()
      const run = '(trap "" TERM; echo $$ > pid; sleep 600) & sleep 600'
      expect(await bench.build({ run, timeoutMs: 300 })).toMatchObject({ ok: false, reason: 'timeout', exitCode: null })
      const pid = Number(await readFile(join(bench.source, 'pid'), 'utf8'))
      await expect.poll(() => isRunning(pid)).toBe(false)
    })

    test('ends a build that is no longer wanted', async () => {
      await using bench = await open()
      const stop = new AbortController()
      const building = bench.build({ run: 'echo ready; sleep 600' }, stop.signal, () => stop.abort())
      expect(await building).toMatchObject({ ok: false, reason: 'cancelled' })
      expect(await bench.build({ run: 'echo x' }, AbortSignal.abort())).toMatchObject({ ok: false, reason: 'cancelled' })
    })

    test('is not held up by a process that the build left behind', async () => {
      await using bench = await open()
      const outcome = await bench.build({ run: 'mkdir out; sleep 600 & echo done' })
      expect(outcome.ok).toBe(true)
    })

    test('keeps its memory while a build prints without end, and while a line has no end', async () => {
      await using bench = await open()
      const before = process.memoryUsage().rss
      let bytes = 0
      const print = (line: string): void => {
        bytes += line.length
      }
      await bench.build(
        { run: 'yes "0123456789012345678901234567890123456789012345678901234567890123456789" | head -c 300000000' },
        never,
        print,
      )
      expect(bytes).toBeGreaterThan(290_000_000)
      const long: string[] = []
      await bench.build({ run: 'head -c 10000000 /dev/zero | tr "\\0" x; echo; echo next' }, never, (line) => long.push(line))
      expect(long[0]).toMatch(/^x{65536} … \[9934464 characters of this line were cut\]$/)
      expect(long[1]).toBe('next')
      expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
    })

    test('prints binary output without failing', async () => {
      await using bench = await open()
      await bench.build({ run: 'mkdir out; printf "\\377\\376\\000a\\n\\344\\275"' })
      expect(bench.lines).toHaveLength(2)
    })

    test('says that a command cannot start, or made no artifact', async () => {
      await using bench = await open()
      expect(await bench.build({ run: '/no/such/program' })).toMatchObject({ ok: false, reason: 'exit', exitCode: 127 })
      const outcome = await bench.build({ run: 'echo fine' })
      expect(outcome).toMatchObject({ ok: false, reason: 'no_artifact', exitCode: 0 })
      expect(bench.lines.at(-1)).toContain('"out"')
    })

    test.each([
      ['above the folder', 'true', '../secret'],
      ['through a link', 'ln -s / out', 'out'],
      ['with a link that leaves it', 'mkdir out; ln -s ../../secret out/x', 'out'],
      ['with an absolute link', 'mkdir out; ln -s /etc/passwd out/x', 'out'],
      ['with a pipe in it', 'mkdir out; mkfifo out/x', 'out'],
    ])('refuses an artifact %s', async (_name, run, artifact) => {
      await using bench = await open()
      await writeFile(join(bench.folder.path, 'secret'), 'secret')
      expect(await bench.build({ run, artifact })).toMatchObject({ ok: false, reason: 'no_artifact' })
      expect(await readdir(bench.folder.path)).not.toContain('artifact')
    })

    test('keeps links that stay within the artifact', async () => {
      await using bench = await open()
      await bench.put('out/bin/app', 'app')
      await chmod(join(bench.source, 'out/bin/app'), 0o755)
      await symlink('bin/app', join(bench.source, 'out/run'))
      expect(await bench.build({})).toMatchObject({ ok: true, bytes: 3 })
      expect(await readFile(join(bench.into, 'run'), 'utf8')).toBe('app')
    })

    test('takes the whole folder as artifact without what it put there itself', async () => {
      await using bench = await open()
      await bench.put('server.js', 'x')
      expect(await bench.build({ run: 'touch "$HOME/cache"', artifact: '.' })).toMatchObject({ ok: true, bytes: 1 })
      expect(await readdir(bench.into)).toEqual(['server.js'])
    })

    test('says that the disk is full', async () => {
      await using bench = await open()
      expect(await bench.build({ run: 'echo "cp: error writing: No space left on device" >&2; exit 1' })).toMatchObject({
        reason: 'out_of_space',
      })
    })
  })
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
