import { join } from 'node:path'
import { systemClock } from '#lib/clock.ts'
import { lockHolder } from '#lib/lock.ts'
import { stopGateway } from './backends/gateway/embedded.ts'
import { stopInstances } from './backends/runtime/process.ts'
import type { Config } from './config/config.ts'

const consoleLimitMs = 10_000

/** Ends the console of a data folder, the services that it started, and the gateway, in that order. */
export const stopAll = async (config: Config, say: (line: string) => void): Promise<void> => {
  const lock = join(config.dataFolder, 'console.lock')
  const holder = lockHolder(lock)
  if (holder !== null) {
    say(`Stopping the console (process ${holder}).`)
    process.kill(holder, 'SIGTERM')
    const limit = Date.now() + consoleLimitMs
    while (lockHolder(lock) !== null && Date.now() < limit) await systemClock.sleep(50)
  }
  const stopped = await stopInstances(join(config.dataFolder, 'instances'))
  say(`Stopped ${stopped.length} instances${stopped.length === 0 ? '' : `: ${stopped.join(', ')}`}.`)
  const gateway = await stopGateway(join(config.dataFolder, 'gateway'))
  say(gateway ? 'Stopped the gateway.' : 'No gateway was running.')
}
