import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile, realpath, rename, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createServer as createSocketServer } from 'node:net'
import { writeFileAtomically } from '#lib/files.ts'
import { parseStored, portTakenCode, type StoredState, socketName, stateName } from './control.ts'
import { createControlServer } from './control-server.ts'
import { createProxy } from './proxy.ts'
import { createRouteTable } from './route-table.ts'

const drainLimitMs = 5000

/** The last state, also when the console that wrote it is long gone; a damaged file is kept aside, not overwritten. */
const readStored = async (): Promise<StoredState> => {
  const text = await readFile(stateName, 'utf8').catch(() => null)
  if (text === null) return { port: 0, routes: [] }
  try {
    return parseStored(text)
  } catch (error) {
    console.error(`${stateName} is damaged and was moved aside:`, error)
    await rename(stateName, `${stateName}.damaged`)
    return { port: 0, routes: [] }
  }
}

const listen = async (server: Server, port: number): Promise<number> => {
  server.listen({ port, host: '127.0.0.1', backlog: 1024 })
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/**
 * Holds the folder until this process ends, however it ends; false when another one has it. The kernel gives a name of the
 * abstract socket space to one process only, so two that start in the same moment cannot both win.
 */
const holdFolder = async (folder: string): Promise<boolean> => {
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
  const hold = createSocketServer((socket) => socket.destroy())
  hold.listen({ path: `\0culprit-gateway-${name}` })
  return once(hold, 'listening').then(
    () => true,
    (error: unknown) => {
      if (isTaken(error)) return false
      throw error
    },
  )
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

/** `node process.ts <folder> <port>`: the gateway. Port 0 takes the port of the last run, or a free one. */
const main = async (folder: string, wanted: number): Promise<void> => {
  // Relative from here on: the path of the control socket must be short.
  process.chdir(folder)
  if (!(await holdFolder('.'))) return
  const stored = await readStored()
  let port = wanted
  const table = createRouteTable(stored.routes, (routes) => writeFileAtomically(stateName, JSON.stringify({ port, routes })), Date.now)
  const publicSide = createProxy(table)
  const control = createControlServer(
    table,
    () => port,
    () => stop(),
  )

  const stop = (): void => {
    control.close()
    control.closeAllConnections()
    publicSide.close(() => process.exit(0))
    publicSide.closeIdleConnections()
    setTimeout(() => process.exit(0), drainLimitMs).unref()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  process.on('SIGHUP', () => {})

  port = await listen(publicSide, wanted === 0 ? stored.port : wanted).catch((error: unknown) => {
    if (wanted === 0 && isTaken(error)) return listen(publicSide, 0)
    throw error
  })
  await writeFileAtomically(stateName, JSON.stringify({ port, routes: stored.routes }))
  // The folder is ours, so a socket that lies here is a dead one's.
  await rm(socketName, { force: true })
  const mask = process.umask(0o177)
  control.listen(socketName)
  await once(control, 'listening')
  process.umask(mask)
}

main(process.argv[2] ?? '', Number(process.argv[3])).catch((error: unknown) => {
  console.error(error)
  process.exit(isTaken(error) ? portTakenCode : 1)
})
