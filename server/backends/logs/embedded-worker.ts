import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { createLogService } from './log-service.ts'
import type { Reply, Request, WorkerSettings } from './worker-calls.ts'

/** The log store's thread: SQLite waits for the disk here and not in the console. */
const settings: WorkerSettings = workerData
const say = (reply: Reply): void => parentPort?.postMessage(reply)

// On Linux this is the priority of this thread alone: storing gives way to what people look at, and catches up afterwards.
if (process.platform === 'linux') setPriority(10)

try {
  const service = createLogService(settings, say)
  parentPort?.on('message', async (request: Request) => {
    if ('cancel' in request) return service.cancel(request.cancel)
    await service.answer(request)
    if (request.call === 'close') parentPort?.close()
  })
  say({ ready: true })
} catch (error) {
  say({ unusable: error instanceof Error ? error.message : String(error) })
  parentPort?.close()
}
