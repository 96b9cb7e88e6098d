import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { RouteName } from '#contract/routes.ts'
import type { ClientEvents, ServerEvents } from '#contract/socket.ts'

export type Connection = 'connecting' | 'online' | 'offline'
type CulpritSocket = Socket<ServerEvents, ClientEvents>

let socket: CulpritSocket | null = null
let connection: Connection = 'connecting'
const listeners = new Set<() => void>()

const turn = (next: Connection): void => {
  connection = next
  for (const listener of listeners) listener()
}

/** The one connection of this page; it reconnects by itself and never gives up. */
export const connect = (): CulpritSocket => {
  if (socket !== null) return socket
  socket = io({ transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 })
  socket.on('connect', () => turn('online'))
  socket.on('disconnect', () => turn('offline'))
  socket.on('connect_error', () => turn('offline'))
  return socket
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection)

/** Calls `handler` for each event of that name while the component is mounted; memoise the handler. */
export const useSocketEvent = <Event extends keyof ServerEvents>(event: Event, handler: ServerEvents[Event]): void => {
  useEffect(() => {
    const on = connect()
    // The library's own conditional type of a handler does not accept a generic event.
    on.on(event, handler as never)
    return () => {
      on.off(event, handler as never)
    }
  }, [event, handler])
}

const concerns = {
  'board:changed': ['board', 'deployments', 'releases', 'instances', 'environments', 'services'],
  'errors:changed': ['errors', 'error', 'verdict', 'errorEvents', 'board'],
  'deployment:changed': ['deployment', 'deployments', 'board', 'releases', 'release'],
  'sample:changed': ['sample'],
} as const satisfies Record<string, readonly RouteName[]>

const settleMs = 500

/** Announcements make what is on the screen be fetched again, at most twice a second; after a gap everything is, since some may have been missed. */
export const followAnnouncements = (queries: QueryClient): void => {
  const on = connect()
  const due = new Set<RouteName>()
  const flush = (): void => {
    for (const name of due) void queries.invalidateQueries({ queryKey: [name] }, { cancelRefetch: false })
    due.clear()
  }
  const refresh = (names: readonly RouteName[]): void => {
    if (due.size === 0) setTimeout(flush, settleMs)
    for (const name of names) due.add(name)
  }
  on.on('board:changed', () => refresh(concerns['board:changed']))
  on.on('errors:changed', () => refresh(concerns['errors:changed']))
  on.on('deployment:changed', () => refresh(concerns['deployment:changed']))
  on.on('sample:changed', () => refresh(concerns['sample:changed']))
  let met = false
  on.on('connect', () => {
    if (met) void queries.invalidateQueries()
    met = true
  })
}
