import { setTimeout as delay } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createLivePath, startViewer } from './live-world.ts'
import type { Measure } from './run.ts'
import type { ViewerReport } from './viewer.ts'

const lines = 200_000
const mb = 1024 * 1024

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** What this process keeps once there is no garbage. */
const settledRss = async (): Promise<number> => {
  for (let round = 0; round < 5; round += 1) {
    collectGarbage()
    await delay(200)
  }
  return process.memoryUsage().rss
}

/**
 * P8: what the server keeps for a viewer that acknowledges nothing while 200,000 lines are printed, and whether the viewer is
 * told the exact number it missed. Floods with a flowing viewer bring the process to its working size; the floor is the growth of
 * another such flood.
 */
export const measure = async (): Promise<Measure[]> => {
  await using path = await createLivePath()
  const flood = async (): Promise<number> => {
    const viewer = await startViewer<ViewerReport>('socket.io', path.origin, lines)
    await path.print(lines)
    await viewer.report()
    await path.stored()
    return settledRss()
  }
  for (let round = 0; round < 3; round += 1) await flood()
  const before = await flood()
  const flowing = await flood()
  const viewer = await startViewer<ViewerReport>('socket.io', path.origin, lines, 'stalled')
  const stalled = await flood()
  viewer.release()
  const { delivered, skipped } = await viewer.report()

  const value = Math.round(((stalled - flowing) / mb) * 10) / 10
  const floor = Math.round(((flowing - before) / mb) * 10) / 10
  const isExact = delivered + skipped === lines && skipped > 0
  return [
    { id: 'P8', value, unit: 'MB RSS', floor, ratio: null, target: '<= 8 MB', ok: value <= 8 },
    { id: 'P8 exact', value: delivered + skipped - lines, unit: 'lines miscounted', floor: 0, ratio: null, target: '0', ok: isExact },
  ]
}
