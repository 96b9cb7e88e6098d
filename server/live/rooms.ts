import type { Server } from 'socket.io'
import type { Access } from '#contract/routes.ts'
import type { Announce, ClientEvents, ServerEvents } from '#contract/socket.ts'
import { createGate } from './gate.ts'
import { createVisitor, type LiveSocket, type Visitor, type VisitorDeps } from './visitor.ts'

export type LiveServer = Server<ClientEvents, ServerEvents>

export interface LiveDeps extends VisitorDeps {
  /** Whether whoever sends may do what the rule asks for; until people exist, everybody who reaches this machine may. */
  allows?: (rule: Access) => boolean
}

export interface LiveRooms {
  announce: Announce
  /** Ends every stream and disconnects every browser; the server itself is closed by whoever made it. */
  close(): Promise<void>
}

/** Receives browsers. Make the server with `socketOptions`, which hold the check of the Origin. */
export const attachLive = (io: LiveServer, deps: LiveDeps): LiveRooms => {
  const { clock, log, allows = () => true } = deps
  const visitors = new Set<Visitor>()

  const receive = (socket: LiveSocket): void => {
    const visitor = createVisitor(socket, deps)
    visitors.add(visitor)
    const pass = createGate({ handlers: visitor.handlers, allows, cutOff: () => socket.disconnect(true), clock, log })
    // Not passed on: the gate is the only listener.
    socket.use((packet) => void pass(packet))
    socket.on('disconnect', () => {
      visitors.delete(visitor)
      visitor.leave()
    })
  }
  io.on('connection', receive)

  return {
    announce(announcement) {
      switch (announcement.event) {
        case 'deployment:output':
          for (const visitor of visitors) visitor.outputGrew(announcement.payload.id, announcement.payload.total)
          break
        case 'deployment:changed':
          io.emit(announcement.event, announcement.payload)
          break
        case 'board:changed':
          io.emit(announcement.event, announcement.payload)
          break
        case 'errors:changed':
          io.emit(announcement.event, announcement.payload)
          break
        case 'sample:changed':
          io.emit(announcement.event, announcement.payload)
          break
      }
    },
    async close() {
      io.off('connection', receive)
      const ended = [...visitors].map(({ ended }) => ended())
      io.disconnectSockets(true)
      for (const visitor of visitors) visitor.leave()
      await Promise.all(ended)
    },
  }
}
