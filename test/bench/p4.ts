import { createLivePath, startViewer } from './live-world.ts'
import type { Measure } from './run.ts'
import type { ViewerReport } from './viewer.ts'

const perSecond = 1000
const seconds = 15

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** P4: from the moment a process prints a line to the moment a viewer has it unpacked, at 1,000 lines a second. The floor is the time a batch waits for company. */
export const measure = async (): Promise<Measure[]> => {
  await using path = await createLivePath()
  const viewer = await startViewer<ViewerReport>('socket.io', path.origin, perSecond * seconds)
  await path.print(perSecond * seconds, perSecond)
  const { delivered, skipped, delays } = await viewer.report()
  const whole = delivered === perSecond * seconds && skipped === 0
  // Each value is a whole millisecond of one clock of this machine.
  const value = quantile(delays, 0.99)
  const floor = 50
  return [{ id: 'P4', value, unit: 'ms, p99', floor, ratio: value / floor, target: '<= 150 ms, every line', ok: whole && value <= 150 }]
}
