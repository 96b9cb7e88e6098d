// A viewer in a process of its own, for the measures of the live path. Prints a line when it watches, and its report at the end. A
// stalled one acknowledges nothing until it is told to on its input.
import { io, type Socket } from 'socket.io-client'
import { WebSocket } from 'ws'
import { unpackLines } from '../../server/contract/packed-lines.ts'
import type { ClientEvents, ServerEvents } from '../../server/contract/socket.ts'
import { instanceName } from './printer.ts'

export interface ViewerReport {
  delivered: number
  skipped: number
  /** From the first line to the last. */
  ms: number
  /** How long after it was printed each line was here, in ms, sorted; of lines that say when they were printed. */
  delays: number[]
}

const [kind = '', address = '', wanted = '0', pace = 'flowing'] = process.argv.slice(2)
const total = Number(wanted)
const report: ViewerReport = { delivered: 0, skipped: 0, ms: 0, delays: [] }
let firstAt = 0

const say = (text: string): boolean => process.stdout.write(`${text}\n`)

const count = (delivered: number, skipped: number): void => {
  if (firstAt === 0) firstAt = performance.now()
  report.delivered += delivered
  report.skipped += skipped
  if (report.delivered + report.skipped < total) return
  report.ms = performance.now() - firstAt
  report.delays.sort((left, right) => left - right)
  say(JSON.stringify(report))
  process.exit(0)
}

/** Raw batches: the text itself, nothing known of a line. */
const watchRaw = (): void => {
  const socket = new WebSocket(address, { perMessageDeflate: false })
  socket.on('message', (data: Buffer) => {
    let lines = 0
    for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) lines += 1
    count(lines, 0)
  })
  socket.on('open', () => say('watching'))
}

const watchLive = (): void => {
  const socket: Socket<ServerEvents, ClientEvents> = io(address, { transports: ['websocket'], extraHeaders: { origin: address } })
  let isStalled = pace === 'stalled'
  const held: (() => void)[] = []
  process.stdin.once('data', () => {
    isStalled = false
    for (const acknowledge of held) acknowledge()
  })
  socket.on('live:lines', ({ lines, skipped }, acknowledge) => {
    const unpacked = unpackLines(lines)
    const now = Date.now()
    for (const { text } of unpacked) if (text.startsWith('printed ')) report.delays.push(now - Number(text.slice(8, 21)))
    if (isStalled) held.push(acknowledge)
    else acknowledge()
    if (unpacked.length > 0 || skipped > 0) count(unpacked.length, skipped)
  })
  socket.on('connect', () => {
    socket.emit('live:open', { stream: 'bench', instances: [instanceName], backfill: 0, filter: '' }, () => say('watching'))
  })
}

if (kind === 'ws') watchRaw()
else watchLive()
