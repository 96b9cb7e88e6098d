import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { Server } from 'socket.io'
import { io as connect, type Socket } from 'socket.io-client'
import { unpackLines } from '../../server/contract/packed-lines.ts'
import type { ClientEvents, LiveBatch, LiveOpen, LogLine, ServerEvents } from '../../server/contract/socket.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { createFeed } from '../../server/lib/feed.ts'
import { socketOptions } from '../../server/live/origin.ts'
import { attachLive, type LiveDeps, type LiveServer } from '../../server/live/rooms.ts'
import { createMemoryLogs } from './memory-logs.ts'

export type Browser = Socket<ServerEvents, ClientEvents>

export const makeLine = (values: Partial<LogLine> & { seq: number }): LogLine => ({
  instance: 'order-test-r1-1',
  at: 1_000_000 + values.seq,
  stream: 'stdout',
  level: 'info',
  text: `line ${values.seq}`,
  cutBytes: 0,
  traceId: null,
  continues: false,
  ...values,
})

/** The live room behind a real socket.io server on a free port, with a log store in memory. */
export const createLiveWorld = async (overrides: Partial<LiveDeps> = {}) => {
  const logs = createMemoryLogs()
  const feed = createFeed<LogLine>((line) => line.text.length + 160)
  const http = createServer()
  const io: LiveServer = new Server(http, { ...socketOptions })
  let connections = 0
  io.on('connection', () => {
    connections += 1
  })
  const log = pino({ level: 'silent' })
  const rooms = attachLive(io, { logs, feed, clock: systemClock, log, deploymentOutput: async () => null, ...overrides })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const browsers: Browser[] = []

  const open = async (headers: Record<string, string> = { origin }, transports = ['websocket']): Promise<Browser> => {
    const browser: Browser = connect(origin, { transports, extraHeaders: headers, reconnection: false, forceNew: true })
    browsers.push(browser)
    await new Promise<void>((resolve, reject) => {
      browser.on('connect', resolve)
      browser.on('connect_error', reject)
    })
    return browser
  }

  return {
    logs,
    feed,
    rooms,
    port,
    origin,
    open,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const browser of browsers) browser.disconnect()
      await rooms.close()
      await io.close()
    },
  }
}

export interface View {
  stream: string
  lines: LogLine[]
  batches: LiveBatch[]
  skipped: () => number
  /** The history has been read. */
  isFollowing: () => boolean
  /** Acknowledgements are kept back until the returned function is called. */
  stall(): () => void
}

/** What a page does: it opens a stream and keeps what comes. */
export const openView = async (browser: Browser, ask: Partial<LiveOpen> = {}): Promise<View> => {
  const lines: LogLine[] = []
  const batches: LiveBatch[] = []
  let stalled: (() => void)[] | null = null
  const stream = randomUUID()
  browser.on('live:lines', (batch, ack) => {
    if (batch.stream !== stream) return
    batches.push(batch)
    lines.push(...unpackLines(batch.lines))
    if (stalled === null) ack()
    else stalled.push(ack)
  })
  const whole = { stream, instances: ['order-test-r1-1'], backfill: 100, filter: '', ...ask }
  const answer = await browser.emitWithAck('live:open', whole)
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`)
  return {
    stream,
    lines,
    batches,
    skipped: () => batches.reduce((sum, { skipped }) => sum + skipped, 0),
    isFollowing: () => batches.some(({ backfill }) => backfill),
    stall() {
      stalled = []
      return () => {
        const acks = stalled ?? []
        stalled = null
        for (const ack of acks) ack()
      }
    },
  }
}
