import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appFrames } from '../../../server/triage/stack/nearest.ts'
import { parseStack } from '../../../server/triage/stack/parse.ts'
import { bestPath, withRepositoryPaths } from '../../../server/triage/stack/repository-path.ts'

const root = '/data/artifacts/staff-service/prod/12'

const nodeStack = `TypeError: Cannot read properties of null (reading 'id')
    at StaffMapper.toDto (${root}/src/staff-mapper.js:20:45)
    at StaffMapper.toDtoList (${root}/src/staff-mapper.js:9:22)
    at ${root}/src/staff-facade.js:15:67
    at inSpan (${root}/src/tracing.js:31:12)
    at async answer (${root}/src/http-server.js:52:18)
    at wrapped (/opt/console/node_modules/skywalking-backend-js/lib/plugins/HttpPlugin.js:10:3)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)`

const jvmStack = `java.lang.IllegalStateException: staff list failed
\tat com.acme.staff.StaffFacadeImpl.listStaff(StaffFacadeImpl.java:57)
\tat java.base/java.lang.Thread.run(Thread.java:840)
\tSuppressed: java.io.IOException: close failed
\t\tat com.acme.staff.Closer.close(Closer.java:9)
\t\tCaused by: java.lang.Error: deep
Caused by: java.lang.NullPointerException: Cannot invoke "Department.getName()"
\tat com.acme.staff.StaffMapper.toDto(StaffMapper.java:48) ~[staff.jar:1.0]
\tat com.acme.staff.StaffMapper.lambda$list$3(StaffMapper.java:31)
\tat org.springframework.web.Dispatcher.run(Dispatcher.java:1)
\t... 23 more`

const agentStack = `java.lang.IllegalStateException: staff list failed
at com.acme.staff.StaffFacadeImpl.listStaff(StaffFacadeImpl.java:57)
at org.apache.dubbo.rpc.Invoker.invoke(Invoker.java:1)
java.lang.NullPointerException: null
at com.acme.staff.StaffMapper.toDto(StaffMapper.java:48)`

const pythonStack = `Traceback (most recent call last):
  File "/app/staff/mapper.py", line 12, in to_dto
    return row["department"]["id"]
           ~~~~~~~~~~~~~~~~~^^^^^^
TypeError: 'NoneType' object is not subscriptable

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/usr/lib/python3.12/site-packages/flask/app.py", line 880, in full_dispatch
    rv = self.dispatch_request()
  File "/app/staff/views.py", line 31, in list_staff
    raise StaffError("list failed") from e
staff.errors.StaffError: list failed`

const goStack = `panic: runtime error: invalid memory address or nil pointer dereference [recovered]
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x6f2b3c]

goroutine 34 [running]:
panic({0x6f8a40?, 0x9d0d10?})
\t/usr/local/go/src/runtime/panic.go:770 +0x132
github.com/acme/staff/internal/mapper.(*Mapper).ToDto(0xc000012345, 0x0)
\t/src/staff/internal/mapper/mapper.go:48 +0x1d
created by net/http.(*Server).Serve in goroutine 1
\t/usr/local/go/src/net/http/server.go:3285 +0x4b4

goroutine 1 [IO wait]:
main.main()
\t/src/staff/main.go:9 +0x1`

const summary = (text: string) => {
  const parsed = parseStack(text)
  return (
    parsed && {
      language: parsed.language,
      causes: parsed.stack.causes.map(({ type, message }) => `${type}: ${message.split('\n')[0]}`),
      app: appFrames(parsed.stack).map(({ module, function: name, line }) => `${module}|${name}|${line}`),
      truncated: parsed.stack.truncated,
    }
  )
}

describe('parseStack', () => {
  it.each([
    [
      'Node, with the folder of the release and the agent beside it',
      nodeStack,
      {
        language: 'node',
        causes: ["TypeError: Cannot read properties of null (reading 'id')"],
        app: [
          'src/staff-mapper|StaffMapper.toDto|20',
          'src/staff-mapper|StaffMapper.toDtoList|9',
          'src/staff-facade||15',
          'src/tracing|inSpan|31',
          'src/http-server|answer|52',
        ],
        truncated: false,
      },
    ],
    [
      'Node in a log entry whose first line says more',
      `2026-11-24 02:41:52.861 ERROR [TID:${'a'.repeat(32)}] [http] GET /staff failed: null\n${nodeStack}`,
      { language: 'node', causes: ["TypeError: Cannot read properties of null (reading 'id')"] },
    ],
    [
      'Node with a cause and properties, as console.error prints it',
      `Error: list failed
    at list (file:///app/src/list.mjs:3:9)
    ... 2 lines matching cause stack trace ...
    at main (file:///app/src/main.mjs:1:1) {
  code: 'E_LIST',
  [cause]: RangeError [ERR_BAD]: page 0
      at page (file:///app/src/page.mjs:7:11) {
    code: 'ERR_BAD'
  }
}`,
      { language: 'node', causes: ['Error: list failed', 'RangeError: page 0'], app: ['src/page|page|7'] },
    ],
    [
      'Node that died of an uncaught error',
      `/app/src/a.js:12\n    throw new Error('x')\n    ^\n\nError: boom\n    at Object.<anonymous> (/app/src/a.js:12:11)\n    at node:internal/main:1:1\n\nNode.js v24.1.0`,
      { language: 'node', causes: ['Error: boom'], app: ['src/a|Object.<anonymous>|12'] },
    ],
    [
      'JVM text with a suppressed exception and folded frames',
      jvmStack,
      {
        language: 'java',
        causes: [
          'java.lang.IllegalStateException: staff list failed',
          'java.lang.NullPointerException: Cannot invoke "Department.getName()"',
        ],
        app: ['com.acme.staff.StaffMapper|toDto|48', 'com.acme.staff.StaffMapper|lambda$list$3|31'],
        truncated: false,
      },
    ],
    [
      'JVM text behind a log layout',
      `2026-11-24 10:00:00.123 ERROR [main] c.a.Job - failed java.lang.IllegalArgumentException: x\n\tat com.acme.Job.run(Job.java:3)`,
      { language: 'java', causes: ['java.lang.IllegalArgumentException: x'], app: ['com.acme.Job|run|3'] },
    ],
    [
      'the dialect of the SkyWalking agent',
      agentStack,
      {
        language: 'java',
        causes: ['java.lang.IllegalStateException: staff list failed', 'java.lang.NullPointerException: null'],
        app: ['com.acme.staff.StaffMapper|toDto|48'],
        truncated: false,
      },
    ],
    [
      'chained Python tracebacks, the root cause last',
      pythonStack,
      {
        language: 'python',
        causes: ['staff.errors.StaffError: list failed', "TypeError: 'NoneType' object is not subscriptable"],
        app: ['mapper|to_dto|12'],
      },
    ],
    [
      'a Go panic, the panicking goroutine alone',
      goStack,
      {
        language: 'go',
        causes: ['runtime error: invalid memory address or nil pointer dereference'],
        app: ['github.com/acme/staff/internal/mapper|(*Mapper).ToDto|48'],
      },
    ],
  ])('reads %s', (_, text, expected) => {
    expect(summary(text)).toMatchObject(expected)
  })

  it('marks a stack that the agent cut near 4,000 characters', () => {
    const lines = Array.from({ length: 80 }, (_, i) => `at com.acme.staff.DeepCallNumber${i}.invoke(DeepCallNumber${i}.java:${i})`)
    expect(summary(`java.lang.IllegalStateException: x\n${lines.join('\n')}`)?.truncated).toBe(true)
    expect(summary(`java.lang.IllegalStateException: x\n${lines.slice(0, 20).join('\n')}`)?.truncated).toBe(false)
  })

  it('finds no stack in ordinary text', () => {
    for (const text of ['', 'order placed', 'we met at noon (Berlin)', 'panic: at the disco', '{"a":1}', '员工列表查询失败']) {
      expect(parseStack(text)).toBeNull()
    }
  })

  it('reads hostile text of a megabyte within a second', () => {
    const hostile = [
      'a'.repeat(1_000_000),
      'at '.repeat(300_000),
      `Error: ${'('.repeat(500_000)}\n    at x (${':1'.repeat(200_000)})`,
      'at a.b('.repeat(100_000),
      `${'Caused by: a.B: c\n'.repeat(50_000)}at a.b.C.d(E.java:1)`,
      `Traceback (most recent call last):\n${'  File "x", line 1, in y\n'.repeat(40_000)}`,
      'Traceback (most recent call last):\n'.repeat(30_000),
      `Error: x\n${'    at f (/app/a.js:1:1)\n'.repeat(40_000)}`,
    ]
    for (const text of hostile) {
      const before = performance.now()
      const parsed = parseStack(text)
      expect(performance.now() - before).toBeLessThan(1000)
      expect(parsed?.stack.raw.length ?? 0).toBeLessThanOrEqual(256 * 1024)
    }
  })

  it('never throws, whatever the pieces', () => {
    const pieces = [
      ...nodeStack.split('\n'),
      ...jvmStack.split('\n'),
      ...pythonStack.split('\n'),
      ...goStack.split('\n'),
      '',
      '\u0000',
      '}',
    ]
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 40 }), (lines) => {
        const parsed = parseStack(lines.join('\n'))
        expect(parsed === null || parsed.stack.causes.length > 0).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('paths in the repository', () => {
  it.each([
    ['src/staff-mapper.js', ['src/staff-mapper.js', 'test/staff-mapper.js'], 'src/staff-mapper.js'],
    ['dist/src/a.js', ['web/src/a.js', 'a.js'], 'web/src/a.js'],
    ['com/acme/A.java', ['x/src/main/java/com/acme/A.java', 'y/src/main/java/com/acme/A.java'], null],
    ['a.js', ['lib/ba.js'], null],
    ['a.js', [], null],
  ])('%s among %j is %s', (file, candidates, expected) => {
    expect(bestPath(file, candidates)).toBe(expected)
  })

  it('finds the file of a Java class by its package', async () => {
    const stack = parseStack(jvmStack)?.stack
    if (stack === undefined) throw new Error('the stack was not read')
    const asked: string[] = []
    const placed = await withRepositoryPaths(stack, async (name) => {
      asked.push(name)
      return [`core/src/main/java/com/acme/staff/${name}`, `legacy/src/main/java/com/old/${name}`]
    })
    expect(appFrames(placed)[0]?.path).toBe('core/src/main/java/com/acme/staff/StaffMapper.java')
    expect(asked).not.toContain('Dispatcher.java')
  })
})
