import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { AppError } from '#contract/errors.ts'
import { collectGarbage } from '#lib/heap.ts'
import { takeLock } from '#lib/lock.ts'
import manifest from '../package.json' with { type: 'json' }
import { createApp } from './app.ts'
import { type Config, toConfig } from './config/config.ts'
import { readEnv } from './config/env.ts'
import { createContext } from './context.ts'
import { stopAll } from './stop-all.ts'

/** An orderly stop that takes longer than this is cut off; what was acknowledged is in the journal by then. */
const stopLimitMs = 9000
/** By then a start without work to do has loaded all that it loads. */
const settledAfterMs = 5000
const logSizeCap = 20 * 1024 * 1024

const say = (line: string): void => console.log(`  ${line}`)

/** The console's own log: JSON lines in the data folder, one older file kept. */
const openLog = (config: Config) => {
  const path = join(config.dataFolder, 'culprit.log')
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > logSizeCap) renameSync(path, `${path}.1`)
  return pino({ level: config.logLevel, base: null }, pino.destination({ dest: path, sync: true, mkdir: true }))
}

const start = async (config: Config): Promise<void> => {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
  const lock = takeLock(join(config.dataFolder, 'console.lock'))
  if (lock.holder !== null) {
    throw new AppError(
      'conflict',
      `A console already runs on ${config.dataFolder} (process ${lock.holder}). End it, or name another data folder with CULPRIT_DATA.`,
    )
  }
  const log = openLog(config)
  const context = await createContext(config, { version: manifest.version, log, say })
  const app = await createApp(context)
  const { port } = await app.start()
  say(`Culprit ${manifest.version} serves http://127.0.0.1:${port}`)
  say(`Data folder ${config.dataFolder}`)
  say('Ctrl-C ends the console; the services it started keep running. "npm run stop-all" ends them as well.')

  setTimeout(collectGarbage, settledAfterMs).unref()

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    say('Stopping the console; the services keep running.')
    setTimeout(() => process.exit(1), stopLimitMs).unref()
    await app.close()
    lock[Symbol.dispose]()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'))
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception')
    console.error(error)
    process.exit(1)
  })
}

try {
  const config = toConfig(readEnv(process.env))
  if (process.argv.includes('stop-all')) await stopAll(config, say)
  else await start(config)
} catch (error) {
  console.error(error instanceof AppError ? `  ${error.message}` : error)
  // What had been opened beside the part that failed must not keep a console alive that serves nobody.
  process.exit(1)
}
