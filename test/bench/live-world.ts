import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import pino from 'pino'
import { Server } from 'socket.io'
import { createEmbeddedLogs } from '../../server/backends/logs/embedded.ts'
import { createProcessRuntime } from '../../server/backends/runtime/process.ts'
import { createCollector } from '../../server/collect/collector.ts'
import type { LogLine } from '../../server/contract/socket.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { createFeed } from '../../server/lib/feed.ts'
import { socketOptions } from '../../server/live/origin.ts'
import { attachLive, type LiveServer } from '../../server/live/rooms.ts'
import { instanceName, printer } from './printer.ts'

/** The whole live path as the console has it, with real parts, in this process. */
export const createLivePath = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'culprit-bench-'))
  const log = pino({ level: 'warn' }, pino.destination(2))
  const runtime = createProcessRuntime({ folder: join(folder, 'instances') })
  const logs = await createEmbeddedLogs({ path: join(folder, 'logs.db'), log })
  const feed = createFeed<LogLine>((line) => line.text.length + 160)
  const collector = createCollector({ runtime, logs, feed, clock: systemClock, log })
  const http = createServer()
  const io: LiveServer = new Server(http, socketOptions)
  const rooms = attachLive(io, { logs, feed, clock: systemClock, log, deploymentOutput: async () => null })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const signal = new AbortController().signal

  const isExited = async (): Promise<boolean> => (await runtime.inspect(instanceName, signal))?.state === 'exited'

  return {
    origin: `http://127.0.0.1:${port}`,
    feed,
    collector,
    logs,
    async print(count: number, perSecond = 0) {
      await runtime.start(
        {
          name: instanceName,
          service: 'printer',
          environment: 'test',
          release: 'printer/test#1',
          deployment: 'bench',
          artifact: folder,
          run: `exec ${process.execPath} -e "$PRINTER" ${count} ${perSecond === 0 ? '' : perSecond}`,
          variables: { PRINTER: printer },
        },
        signal,
      )
      collector.follow({ name: instanceName, service: 'printer', environment: 'test', number: 1 })
    },
    /** Resolves when all that was printed is stored. */
    async stored() {
      while (!(await isExited()) || collector.facts().length > 0) await delay(50)
      await collector.idle()
    },
    async [Symbol.asyncDispose]() {
      await rooms.close()
      await io.close()
      await runtime.stop(instanceName, 100, signal)
      await collector.close()
      await logs[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A viewer in a process of its own: starts it, waits until it watches, and reads what it says at the end. */
export const startViewer = async <Report>(kind: 'socket.io' | 'ws', address: string, lines: number, pace = 'flowing') => {
  const script = join(import.meta.dirname, 'viewer.ts')
  const child = spawn(process.execPath, [script, kind, address, String(lines), pace], { stdio: ['pipe', 'pipe', 'inherit'] })
  const said = createSayings(child.stdout)
  await said.next()
  return {
    report: async (): Promise<Report> => JSON.parse(await said.next()),
    /** Lets a stalled viewer go on. */
    release: () => child.stdin.write('go\n'),
  }
}

const createSayings = (output: NodeJS.ReadableStream) => {
  const lines = createInterface(output)[Symbol.asyncIterator]()
  return {
    async next(): Promise<string> {
      const { value, done } = await lines.next()
      if (done === true) throw new Error('The viewer ended early.')
      return value
    },
  }
}
