import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { createLivePath, startViewer } from './live-world.ts'
import { spawnPrinter } from './printer.ts'
import type { Measure } from './run.ts'
import type { ViewerReport } from './viewer.ts'

const lines = 2_000_000
const rounds = 3

/** The floor: bytes of a pipe to one viewer in websocket messages of 64 KB, nothing known of a line. */
const rawRate = async (): Promise<number> => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const connected = once(server, 'connection')
  const viewer = await startViewer<ViewerReport>('ws', `ws://127.0.0.1:${port}`, lines)
  const [socket] = await connected
  const printer = spawnPrinter(lines)
  for await (const chunk of printer.stdout) {
    await new Promise<void>((resolve) => socket.send(chunk, { binary: true }, () => resolve()))
  }
  const { ms } = await viewer.report()
  server.close()
  return (lines / ms) * 1000
}

/** Process, file, collector, feed, tail, socket.io, a viewer that unpacks every line; the store is fed beside it. */
const liveRate = async (): Promise<{ rate: number; share: number }> => {
  await using path = await createLivePath()
  const viewer = await startViewer<ViewerReport>('socket.io', path.origin, lines)
  await path.print(lines)
  const { delivered, ms } = await viewer.report()
  return { rate: (delivered / ms) * 1000, share: delivered / lines }
}

const median = (values: number[]): number => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0

/** P3: lines a second from a process to a viewer, against raw websocket batches of the same output. Only delivered lines count. */
export const measure = async (): Promise<Measure[]> => {
  const floors: number[] = []
  const live: { rate: number; share: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await rawRate())
    live.push(await liveRate())
  }
  const floor = Math.round(median(floors))
  const value = Math.round(median(live.map(({ rate }) => rate)))
  const share = median(live.map((one) => one.share))
  const ratio = value / floor
  return [
    { id: 'P3', value, unit: 'lines/s', floor, ratio, target: '>= 0.35x and >= 1.0M lines/s', ok: ratio >= 0.35 && value >= 1e6 },
    { id: 'P3 delivered', value: share, unit: 'share of lines', floor: null, ratio: null, target: 'stated', ok: true },
  ]
}
